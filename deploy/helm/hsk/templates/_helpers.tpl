{{/* The first part of all names. */}}
{{- define "hsk.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 30 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 30 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* A name for an object from a list of parts: as it is if Kubernetes allows it, otherwise with a hash that keeps it unique. */}}
{{- define "hsk.name" -}}
{{- $raw := join "." . -}}
{{- if and (regexMatch "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$" $raw) (le (len $raw) 63) -}}
{{- $raw -}}
{{- else -}}
{{- printf "%s-%s" (regexReplaceAll "[^a-z0-9-]+" (lower $raw) "-" | trunc 54 | trimSuffix "-") (sha256sum $raw | trunc 8) -}}
{{- end -}}
{{- end -}}

{{/*
The name of a Job. A Job's pods cannot be changed, so the name contains a hash of them: if they change, an upgrade replaces the
Job by another, which goes on where the first one was.
*/}}
{{- define "hsk.jobName" -}}
{{- $raw := join "-" (concat (list (include "hsk.fullname" .root)) .parts) -}}
{{- $readable := regexReplaceAll "[^a-z0-9-]+" (lower $raw) "-" | trunc 46 | trimSuffix "-" -}}
{{- printf "%s-%s" $readable (printf "%s\n%s" (join "." .parts) .spec | sha256sum | trunc 8) -}}
{{- end -}}

{{/* Labels that select the release's pods. */}}
{{- define "hsk.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of all objects. */}}
{{- define "hsk.labels" -}}
{{ include "hsk.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* The image with a name. */}}
{{- define "hsk.image" -}}
{{- $image := .root.Values.image -}}
{{- $tag := default .root.Chart.AppVersion $image.tag -}}
{{- with $image.registry }}{{ trimSuffix "/" . }}/{{ end -}}
{{- .name }}{{ ternary "@" ":" (hasPrefix "sha256:" $tag) }}{{ $tag -}}
{{- end -}}

{{/* A number or text as an option's value. Helm reads whole numbers as fractions and would write 1000000 as 1e+06. */}}
{{- define "hsk.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}
{{- printf "%.0f" . -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end -}}

{{/* A map of options as arguments. */}}
{{- define "hsk.options" -}}
{{- range $name, $value := . }}
{{- if kindIs "bool" $value }}
{{- if $value }}
- {{ printf "--%s" $name | quote }}
{{- end }}
{{- else }}
- {{ printf "--%s=%s" $name (include "hsk.text" $value) | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The secret with Kafka's properties for a command; empty if there is none. */}}
{{- define "hsk.kafkaSecret" -}}
{{- default .root.Values.kafka.secret (get .root.Values.kafka.secrets .command) -}}
{{- end -}}

{{/* The options of a command for its connections. */}}
{{- define "hsk.connection" -}}
{{- with .root.Values.kafka.bootstrapServers }}
- {{ printf "--bootstrap-servers=%s" . | quote }}
{{- end }}
{{- if include "hsk.kafkaSecret" . }}
- {{ printf "--kafka-config=/etc/hsk/kafka/%s" .root.Values.kafka.key | quote }}
{{- end }}
{{- with .root.Values.registry.url }}
- {{ printf "--registry-url=%s" . | quote }}
{{- end }}
{{- if .root.Values.registry.secret }}
- {{ printf "--registry-config=/etc/hsk/registry/%s" .root.Values.registry.key | quote }}
{{- end }}
{{- end -}}

{{/*
Lays a map over another one, in place. (Sprig's mergeOverwrite would leave out values such as false and 0.)
*/}}
{{- define "hsk.overlay" -}}
{{- range $key, $value := .over }}
{{- $under := get $.under $key }}
{{- if and (kindIs "map" $value) (kindIs "map" $under) }}
{{- include "hsk.overlay" (dict "under" $under "over" $value) }}
{{- else }}
{{- $_ := set $.under $key $value }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The settings of a command for a set or student: the command's own section, and over it what the set or student says. */}}
{{- define "hsk.settings" -}}
{{- $settings := deepCopy (get .root.Values .command) }}
{{- include "hsk.overlay" (dict "under" $settings "over" (default dict .own)) }}
{{- toYaml $settings }}
{{- end -}}

{{/* Refuses names that occur twice: their objects would replace each other. */}}
{{- define "hsk.unique" -}}
{{- range $name, $count := .names }}
{{- if gt (int $count) 1 }}
{{- fail (printf "%s: %s occurs %d times" $.of $name (int $count)) }}
{{- end }}
{{- end }}
{{- end -}}
