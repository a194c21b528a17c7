{{/*
The pods of a command, by the rules of the Pod Security profile "restricted": not root, no rights, a read-only root file system.
Service links are off because Kubernetes would put variables such as HSK_PORT into the environment for a Service named "hsk",
which are options for this program.

  root       the root context
  command    the command, which is also the name of its section of the values
  component  the label app.kubernetes.io/component, and the container's name
  image      the image's key in .Values.image
  settings   the section, as it is for this set or student
  args       the arguments, a list in YAML
  wait       the arguments of the container that finds out whether it is the Job's turn; empty: there is none
  labels     further labels
  env        further variables, a list in YAML
  port       the name and number of the container's port, if it has one
  work       the claim that is mounted at /work, if there is one
*/}}
{{- define "hsk.pod" -}}
{{- $root := .root }}
{{- $settings := .settings }}
{{- $connection := include "hsk.connection" . }}
metadata:
  labels:
    {{- include "hsk.selector" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
    {{- range $label, $value := .labels }}
    {{ $label }}: {{ $value | quote }}
    {{- end }}
    {{- with $root.Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with $settings.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "hsk.fullname" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- if ne .command "monitor" }}
  restartPolicy: Never
  {{- end }}
  terminationGracePeriodSeconds: {{ int $settings.gracePeriodSeconds }}
  securityContext:
    runAsNonRoot: true
    {{- with int $root.Values.user }}
    runAsUser: {{ . }}
    runAsGroup: {{ . }}
    fsGroup: {{ . }}
    fsGroupChangePolicy: OnRootMismatch
    {{- end }}
    seccompProfile:
      type: RuntimeDefault
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- if .wait }}
  initContainers:
    - name: wait
      {{- include "hsk.container" (dict "root" $root "image" "all") | nindent 6 }}
      args:
        {{- trim .wait | nindent 8 }}
        {{- trim $connection | nindent 8 }}
      resources:
        {{- toYaml $root.Values.wait.resources | nindent 8 }}
      volumeMounts:
        {{- include "hsk.mounts" . | nindent 8 }}
  {{- end }}
  containers:
    - name: {{ .component }}
      {{- include "hsk.container" (dict "root" $root "image" .image) | nindent 6 }}
      args:
        {{- trim .args | nindent 8 }}
        {{- trim $connection | nindent 8 }}
      {{- with trim (printf "%s\n%s" (default "" .env) (include "hsk.env" $settings | trim)) }}
      env:
        {{- . | nindent 8 }}
      {{- end }}
      {{- with .port }}
      ports:
        - name: {{ .name }}
          containerPort: {{ int .number }}
          protocol: TCP
      livenessProbe:
        httpGet:
          path: /healthz
          port: {{ .name }}
        periodSeconds: 30
        timeoutSeconds: 10
        failureThreshold: 10
      readinessProbe:
        httpGet:
          path: /readyz
          port: {{ .name }}
        periodSeconds: 10
        timeoutSeconds: 5
      {{- end }}
      resources:
        {{- include "hsk.resources" $settings | nindent 8 }}
      volumeMounts:
        {{- include "hsk.mounts" . | nindent 8 }}
        {{- if eq .command "monitor" }}
        - name: token
          mountPath: /etc/hsk/token
          readOnly: true
        {{- end }}
        {{- if include "hsk.readsData" . }}
        - name: data
          mountPath: /data
          readOnly: true
        {{- end }}
        {{- if .work }}
        - name: work
          mountPath: /work
        {{- end }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: {{ $settings.tmpSize }}
    {{- with include "hsk.kafkaSecret" . }}
    - name: kafka
      secret:
        secretName: {{ . }}
    {{- end }}
    {{- with $root.Values.registry.secret }}
    - name: registry
      secret:
        secretName: {{ . }}
    {{- end }}
    {{- if eq .command "monitor" }}
    - name: token
      secret:
        secretName: {{ include "hsk.tokenSecret" $root }}
    {{- end }}
    {{- if include "hsk.readsData" . }}
    - name: data
      persistentVolumeClaim:
        claimName: {{ $root.Values.data.claim }}
        readOnly: true
    {{- end }}
    {{- with .work }}
    - name: work
      persistentVolumeClaim:
        claimName: {{ . }}
    {{- end }}
  {{- with $settings.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $settings.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $settings.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $settings.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
{{- end -}}

{{/* What all containers have. */}}
{{- define "hsk.container" -}}
image: {{ include "hsk.image" (dict "root" .root "name" (get .root.Values.image .image)) | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    drop: [ALL]
  readOnlyRootFilesystem: true
{{- end -}}

{{/*
Variables from the settings. Threads follow the CPU limit, wherever the pod runs: more would get in each other's way, and a
training goes on only with as many as it began with.
*/}}
{{- define "hsk.env" -}}
{{- if hasKey . "threads" }}
{{- if gt (int .threads) 0 }}
- name: HSK_THREADS
  value: {{ int .threads | quote }}
- name: OMP_NUM_THREADS
  value: {{ int .threads | quote }}
{{- else if dig "limits" "cpu" "" .resources }}
- name: HSK_THREADS
  valueFrom:
    resourceFieldRef:
      resource: limits.cpu
- name: OMP_NUM_THREADS
  valueFrom:
    resourceFieldRef:
      resource: limits.cpu
{{- end }}
{{- end }}
{{- with .env }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The container's resources, with its graphics cards. */}}
{{- define "hsk.resources" -}}
{{- $resources := deepCopy .resources }}
{{- if gt (int (default 0 .gpus)) 0 }}
{{- $limits := default dict $resources.limits }}
{{- $_ := set $limits .gpuResource (int .gpus) }}
{{- $_ := set $resources "limits" $limits }}
{{- end }}
{{- toYaml $resources }}
{{- end -}}

{{/* The mounts of all of a pod's containers. */}}
{{- define "hsk.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if include "hsk.kafkaSecret" . }}
- name: kafka
  mountPath: /etc/hsk/kafka
  readOnly: true
{{- end }}
{{- if .root.Values.registry.secret }}
- name: registry
  mountPath: /etc/hsk/registry
  readOnly: true
{{- end }}
{{- end -}}

{{/* Whether the command reads the data volume and there is one. */}}
{{- define "hsk.readsData" -}}
{{- if and .root.Values.data.claim (has .command (list "load" "produce" "train")) }}yes{{ end -}}
{{- end -}}

{{/* The secret with the monitor's token. */}}
{{- define "hsk.tokenSecret" -}}
{{- default (printf "%s-monitor-token" (include "hsk.fullname" .)) .Values.monitor.token.secret -}}
{{- end -}}
