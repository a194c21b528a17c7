package dev.hskstream.model.formats.torch;

import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;

/** Says why a file that is no zip archive is no checkpoint that can be read. */
final class OldCheckpoint {
    private OldCheckpoint() {}

    /** Before 1.6, PyTorch wrote a sequence of pickles, and long before that a tar archive. */
    static String reason(FileKind kind) {
        if (kind.is(FileForm.PICKLE, FileForm.TAR)) {
            return "no zip archive; a checkpoint of PyTorch before 1.6 must be saved again with torch.save, or as"
                    + " model.safetensors";
        }
        return kind.is(FileForm.SAFETENSORS)
                ? "is a safetensors file and no PyTorch checkpoint; name it model.safetensors"
                : "no PyTorch checkpoint: it is " + kind.description();
    }
}
