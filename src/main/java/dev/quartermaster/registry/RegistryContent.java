package dev.quartermaster.registry;

import dev.quartermaster.registry.file.Overrides;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Sources of a registry.
 *
 * @param file the text of the registry file, or of the bundled one
 * @param overrides entries that replace those of the file
 */
public record RegistryContent(byte[] file, Overrides overrides) {

    private static final int VERSION_BYTES = 6;

    /** Names the content: equal content, equal version, on every instance. */
    String version() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(file);
            new TreeMap<>(overrides.entries()).forEach((key, entry) -> {
                String text = entry.map(Object::toString).orElse("removed");
                hash.update((key + " " + text).getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(hash.digest(), 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
