package dev.hskstream.model.formats.torch;

import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;

/** Explains why a file that is not a zip archive cannot be read as a checkpoint. */
final class OldCheckpoint {
    private OldCheckpoint() {}

    /** Recognises the formats of PyTorch before 1.6: a sequence of pickles, and earlier a tar archive. */
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
