package dev.hskstream.model.pretrained;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import dev.hskstream.base.file.Links;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.JsonFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads weights in several files, with an index whose {@code weight_map} gives the file of each tensor. */
final class Shards {
    private Shards() {}

    /**
     * The content of one shard.
     *
     * @param tensors floating-point tensors by name
     * @param buffers names of the integer tensors, which are ignored
     */
    record Content(Map<String, HostTensor> tensors, Set<String> buffers) {}

    /**
     * Reads all tensors of all shards. If several files contain a tensor, the one in the index counts.
     *
     * @param reader reads one shard
     * @throws UserException if the index is malformed, a shard is missing, or a tensor is not in the file that the
     *     index gives
     */
    static Map<String, HostTensor> read(Path index, Function<Path, Content> reader) {
        Map<String, String> places = places(index);
        Map<String, Content> shards = new LinkedHashMap<>();
        for (String name : new TreeSet<>(places.values())) {
            shards.put(name, reader.apply(shard(index, name)));
        }
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        shards.values().forEach(shard -> tensors.putAll(shard.tensors()));
        places.forEach((tensor, name) -> {
            Content shard = shards.get(name);
            HostTensor found = shard == null ? null : shard.tensors().get(tensor);
            if (found != null) {
                tensors.put(tensor, found);
            } else if (shard == null || !shard.buffers().contains(tensor)) {
                throw new UserException(index + ": names " + tensor + " in " + name
                        + ", which has no such tensor; index and shards do not belong together");
            }
        });
        return tensors;
    }

    private static Map<String, String> places(Path index) {
        JsonNode map = JsonFile.read(index).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new UserException(index + ": has no weight_map that names the shards");
        }
        Map<String, String> places = new LinkedHashMap<>();
        map.properties()
                .forEach(entry -> places.put(entry.getKey(), entry.getValue().asText()));
        return places;
    }

    /** Returns a shard's path. Shards are beside the index, so names that lead elsewhere are refused. */
    private static Path shard(Path index, String name) {
        if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
            throw new UserException(index + ": \"" + name + "\" is no name of a shard in the same directory");
        }
        Path shard = index.resolveSibling(name);
        if (!Links.exists(shard)) {
            throw new UserException(index + ": names the shard " + name + ", which is missing; get it too");
        }
        return shard;
    }
}
