package dev.hskstream.model.formats.torch;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.IntegerTensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import net.razorvine.pickle.PickleException;

/**
 * Reads files written by {@code torch.save(model.state_dict(), file)}: a zip archive of a pickle and one file per
 * storage. The pickle may contain only tensors; see {@link TensorUnpickler}.
 */
public final class TorchCheckpoint {
    private static final String PICKLE = "/data.pkl";

    private TorchCheckpoint() {}

    /**
     * Reads the floating-point tensors by name.
     *
     * @throws UserException if the file is not a checkpoint of tensors
     */
    public static Map<String, HostTensor> read(Path file) {
        return readAll(file).tensors();
    }

    /** Reads like {@link #read}, and also returns the names of the ignored tensors. */
    public static StateDict readAll(Path file) {
        FileKind kind = FileKind.of(file);
        if (!kind.is(FileForm.ZIP, FileForm.BINARY)) {
            throw new UserException(file + ": " + OldCheckpoint.reason(kind));
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return tensors(unpickle(archive));
        } catch (ZipException e) {
            String reason = kind.is(FileForm.ZIP)
                    ? "no zip archive that has an end: the checkpoint is truncated; get the file again"
                    : "no zip archive, and so no PyTorch checkpoint";
            throw new UserException(file + ": " + reason, e);
        } catch (UserException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Object unpickle(ZipFile archive) throws IOException {
        List<String> pickles = archive.stream()
                .map(entry -> entry.getName())
                .filter(name -> name.endsWith(PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw new UserException("no PyTorch checkpoint: the archive has " + pickles.size() + " files data.pkl");
        }
        String root = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
        TensorUnpickler unpickler = new TensorUnpickler(new Storages(archive, root));
        try (InputStream in = archive.getInputStream(archive.getEntry(pickles.get(0)))) {
            return unpickler.load(in);
        } catch (PickleException
                | ClassCastException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | NoSuchElementException
                | NegativeArraySizeException
                | NullPointerException
                | ArithmeticException e) {
            throw new UserException("the checkpoint's pickle is malformed: " + e.getMessage(), e);
        }
    }

    private static StateDict tensors(Object root) {
        if (!(root instanceof Map<?, ?> dictionary)) {
            throw new UserException("the checkpoint is no dictionary of tensors");
        }
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        Set<String> buffers = new LinkedHashSet<>();
        dictionary.forEach((name, value) -> {
            if (value instanceof HostTensor tensor) {
                tensors.put(String.valueOf(name), tensor);
            } else if (value instanceof IntegerTensor integers) {
                IntegerTensors.requireBuffer(String.valueOf(name), integers.type());
                buffers.add(String.valueOf(name));
            } else {
                throw new UserException("the checkpoint's \"" + name + "\" is no tensor");
            }
        });
        return new StateDict(tensors, buffers);
    }
}
