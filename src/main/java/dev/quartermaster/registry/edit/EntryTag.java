package dev.quartermaster.registry.edit;

import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.RegistryEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names the content of one entry: equal content, equal tag, however and wherever it is written down. */
public final class EntryTag {

    private static final int BYTES = 12;

    private EntryTag() {}

    public static String of(RegistryEntry entry) {
        try {
            byte[] canonical = EntryWriter.write(entry).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
