{{/*
Adds the rights of a command on a set to a user's: to `.into`, from resource to operations.

  root      the root context
  into      the rights so far, a map
  command   the command, as in files/acls.yaml
  set       the set's name
  students  names of the set's students
*/}}
{{- define "hsk.grant" -}}
{{- $table := .root.Files.Get "files/acls.yaml" | fromYaml }}
{{- range $right := get $table .command }}
{{- $name := replace "SET" $.set $right.name }}
{{- range ternary $.students (list "") (contains "NAME" $name) }}
{{- $resource := printf "%s %s" $right.type (replace "NAME" . $name) }}
{{- $_ := set $.into $resource (concat (default list (get $.into $resource)) $right.operations | uniq) }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A user with rights: name, into. */}}
{{- define "hsk.user" -}}
apiVersion: {{ .root.Values.strimzi.apiVersion }}
kind: KafkaUser
metadata:
  name: {{ include "hsk.fullname" .root }}-{{ .name }}
  labels:
    {{- include "hsk.labels" .root | nindent 4 }}
    strimzi.io/cluster: {{ required "strimzi.cluster is missing" .root.Values.strimzi.cluster }}
spec:
  authentication:
    type: {{ .root.Values.strimzi.users.authentication }}
  authorization:
    type: simple
    acls:
      {{- range $resource, $operations := .into }}
      {{- $type := splitList " " $resource | first }}
      {{- $name := splitList " " $resource | last }}
      - resource:
          type: {{ $type }}
          {{- if ne $type "cluster" }}
          name: {{ trimSuffix "*" $name | quote }}
          {{- if hasSuffix "*" $name }}
          patternType: prefix
          {{- end }}
          {{- end }}
        operations:
          {{- toYaml $operations | nindent 10 }}
      {{- end }}
{{- end -}}

{{/* A topic: name, partitions, config. */}}
{{- define "hsk.topic" -}}
apiVersion: {{ .root.Values.strimzi.apiVersion }}
kind: KafkaTopic
metadata:
  name: {{ include "hsk.name" (list .name) }}
  labels:
    {{- include "hsk.labels" .root | nindent 4 }}
    strimzi.io/cluster: {{ required "strimzi.cluster is missing" .root.Values.strimzi.cluster }}
  annotations:
    # A topic outlives the release: knowledge is expensive.
    helm.sh/resource-policy: keep
spec:
  topicName: {{ .name }}
  partitions: {{ int .partitions }}
  replicas: {{ int .root.Values.strimzi.topics.replicas }}
  config:
    {{- toYaml (merge (deepCopy .config) .root.Values.strimzi.topics.config) | nindent 4 }}
{{- end -}}
