package dev.quartermaster.console;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * The files that pages load. Their folder is named by their content, so that browsers may keep them for good and yet see
 * another version at once. They are packed once, when they are first asked for.
 */
@Singleton
class Assets {

    private static final String BASE = "/console/";
    private static final int NAME_BYTES = 6;
    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            "pico.min.css", "text/css;charset=UTF-8",
            "console.css", "text/css;charset=UTF-8",
            "htmx.min.js", "text/javascript;charset=UTF-8",
            "sse.js", "text/javascript;charset=UTF-8",
            "console.js", "text/javascript;charset=UTF-8",
            "icon.svg", "image/svg+xml"));

    private volatile Map<String, Asset> all = Map.of();
    private volatile String name = "";

    /** @param packed the content in gzip */
    record Asset(String type, byte[] plain, byte[] packed) {}

    /** Returns the address of the folder, with a slash at its end. */
    String folder() {
        load();
        return "/console/assets/" + name + "/";
    }

    /** Returns a file of the folder of that name; empty when there is none. */
    Optional<Asset> find(String folder, String file) {
        load();
        return folder.equals(name) ? Optional.ofNullable(all.get(file)) : Optional.empty();
    }

    private void load() {
        if (name.isEmpty()) {
            loadAll();
        }
    }

    private synchronized void loadAll() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Map<String, Asset> loaded = new TreeMap<>();
            for (Map.Entry<String, String> file : TYPES.entrySet()) {
                byte[] plain = read(BASE + file.getKey());
                digest.update(plain);
                loaded.put(file.getKey(), new Asset(file.getValue(), plain, packed(plain)));
            }
            all = loaded;
            name = HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + resource);
            }
            return in.readAllBytes();
        }
    }

    /** Packs with gzip, as every browser takes it. */
    static byte[] packed(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
