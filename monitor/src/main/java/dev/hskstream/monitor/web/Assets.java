package dev.hskstream.monitor.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The pages' files, all in memory. */
final class Assets {
    private static final String OWN = "/dev/hskstream/monitor/web/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");
    private static final String[] NAMES = {
        "index.html",
        "style.css",
        "icon.svg",
        "app.js",
        "link.js",
        "dom.js",
        "format.js",
        "chart.js",
        "overview.js",
        "sets.js",
        "set.js",
        "derived.js",
        "run.js",
        "lag.js"
    };

    private final Map<String, byte[]> files = new TreeMap<>();

    private Assets() {}

    static Assets load() {
        Assets assets = new Assets();
        for (String name : NAMES) {
            assets.files.put(name, read(OWN + name));
        }
        assets.files.put("uplot.js", read(UPLOT + "uPlot.iife.min.js"));
        assets.files.put("uplot.css", read(UPLOT + "uPlot.min.css"));
        return assets;
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /** Size of all files in bytes, before compression. */
    int bytes() {
        return files.values().stream().mapToInt(file -> file.length).sum();
    }

    /** Answers with a file, or says that there is none. */
    void serve(Context answer, String name) {
        byte[] file = files.get(name);
        if (file == null) {
            Answers.error(answer, 404, "there is no " + name);
            return;
        }
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        // The next start may be of another build, so a browser has to ask each time.
        answer.header("Cache-Control", "no-cache");
        answer.contentType(type + "; charset=utf-8").result(file);
    }
}
