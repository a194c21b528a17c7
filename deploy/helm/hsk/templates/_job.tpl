{{/*
A Job. Pods are not restarted in place but replaced, so the logs of each attempt stay, and a Job that waits for its turn holds
no graphics card meanwhile.

  parts     parts of the Job's name
  pod       the context of "hsk.pod"
  workers   the number of workers, each with an index; 0: one pod without one
*/}}
{{- define "hsk.job" -}}
{{- $root := .pod.root }}
{{- $spec := include "hsk.jobSpec" . | trim }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "hsk.jobName" (dict "root" $root "parts" .parts "spec" $spec) }}
  labels:
    {{- include "hsk.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .pod.component }}
    {{- range $label, $value := .pod.labels }}
    {{ $label }}: {{ $value | quote }}
    {{- end }}
spec:
  {{- $spec | nindent 2 }}
{{- end -}}

{{- define "hsk.jobSpec" -}}
{{- $settings := .pod.settings }}
{{- if gt (int .workers) 0 }}
completionMode: Indexed
completions: {{ int .workers }}
parallelism: {{ int .workers }}
backoffLimitPerIndex: {{ int $settings.backoffLimit }}
{{- else }}
backoffLimit: {{ int $settings.backoffLimit }}
{{- end }}
podReplacementPolicy: Failed
podFailurePolicy:
  rules:
    # Wrong usage: another attempt would end in the same way.
    - action: FailJob
      onExitCodes:
        operator: In
        values: [2]
    # Evicted, preempted or on a lost node.
    - action: Ignore
      onPodConditions:
        - type: DisruptionTarget
          status: "True"
    # Stopped by SIGTERM: the next attempt goes on.
    - action: Ignore
      onExitCodes:
        operator: In
        values: [143]
    {{- if .pod.wait }}
    # Not this Job's turn yet, or Kafka does not answer.
    - action: Ignore
      onExitCodes:
        containerName: wait
        operator: In
        values: [1, 3]
    {{- end }}
{{- with int $settings.activeDeadlineSeconds }}
activeDeadlineSeconds: {{ . }}
{{- end }}
{{- with int $settings.ttlSecondsAfterFinished }}
ttlSecondsAfterFinished: {{ . }}
{{- end }}
template:
  {{- include "hsk.pod" .pod | trim | nindent 2 }}
{{- end -}}
