package dev.hskstream.model.pretrained;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Weights in several files, with an index whose {@code weight_map} says which tensor is in which file. */
final class Shards {
    private Shards() {}

    /**
     * What a shard holds.
     *
     * @param buffers names of tensors that are there and were left out
     */
    record Content(Map<String, HostTensor> tensors, Set<String> buffers) {}

    /**
     * All tensors of all shards. Of a tensor that is in several files, the one that the index names counts.
     *
     * @throws UserException if the index is malformed, a shard is missing, or a tensor is not where the index says
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
        map.properties().forEach(entry -> places.put(entry.getKey(), entry.getValue().asText()));
        return places;
    }

    /** A shard lies beside its index: a name that leads elsewhere is refused. */
    private static Path shard(Path index, String name) {
        if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
            throw new UserException(index + ": \"" + name + "\" is no name of a shard in the same directory");
        }
        Path shard = index.resolveSibling(name);
        if (!Files.exists(shard)) {
            throw new UserException(index + ": names the shard " + name + ", which is missing; get it too");
        }
        return shard;
    }
}
