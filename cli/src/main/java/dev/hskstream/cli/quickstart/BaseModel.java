package dev.hskstream.cli.quickstart;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/**
 * The pretrained model on the class path that the teacher is fine-tuned from: bge-small-en-v1.5 (Xiao et al., 2023),
 * int8.
 */
final class BaseModel {
    static final String NAME = "bge-small-en-v1.5";
    private static final String RESOURCE = "bge-small-en-v1.5-q.onnx";

    private BaseModel() {}

    /** The jar file that contains the model. */
    static Path jar() throws IOException {
        URL url = BaseModel.class.getClassLoader().getResource(RESOURCE);
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("the jar with " + NAME + " is not on the class path");
        }
        try {
            return Path.of(connection.getJarFileURL().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the jar with " + NAME + " has no path: " + connection.getJarFileURL(), e);
        }
    }
}
