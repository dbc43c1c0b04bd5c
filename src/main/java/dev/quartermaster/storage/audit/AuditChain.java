package dev.quartermaster.storage.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hash of an audit entry: the SHA-256 of its content and of the hash before it. Each field goes in with its length, so that
 * no two contents have the same form.
 */
final class AuditChain {

    /** The hash before the first entry. */
    static final String BEGINNING = "0".repeat(64);

    private static final int NOTHING = -1;

    private AuditChain() {}

    /**
     * Returns the hash of an entry, in hexadecimal digits.
     *
     * @param entry with the id and the time that it is kept with
     * @param before the hash of the entry before it
     */
    static String hash(AuditEntry entry, String before) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(content)) {
            write(out, before);
            out.writeLong(Objects.requireNonNull(entry.id()));
            out.writeLong(micros(Objects.requireNonNull(entry.time())));
            write(out, entry.author().who());
            write(out, entry.author().source());
            write(out, entry.action());
            write(out, entry.subjectKind());
            write(out, entry.subjectId());
            write(out, entry.before());
            write(out, entry.after());
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written to", e);
        }
        return HexFormat.of().formatHex(digest(content.toByteArray()));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(NOTHING);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
