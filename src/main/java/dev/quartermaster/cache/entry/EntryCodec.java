package dev.quartermaster.cache.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.key.Tenant;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The bytes of an entry: a version, the length of what follows, a digest over the entry's key and what follows, and then
 * JSON, compressed where it is large. What was cut, altered, stored under another key or written by another version
 * reads as nothing.
 */
public final class EntryCodec {

    private static final int MAGIC = 0x514D4301; // QMC, version 1
    private static final int HEADER = Integer.BYTES + 1 + Integer.BYTES;
    private static final int DIGEST = 32;
    private static final int COMPRESSED_FROM = 512;
    /** No answer is longer; a length beyond it is none of ours. */
    private static final int LONGEST = 64 << 20;

    private EntryCodec() {}

    public static byte[] write(CacheEntry entry) {
        byte[] plain = json(entry);
        boolean large = plain.length >= COMPRESSED_FROM;
        byte[] body = large ? deflated(plain) : plain;
        ByteBuffer out = ByteBuffer.allocate(HEADER + DIGEST + body.length);
        out.putInt(MAGIC).put((byte) (large ? 1 : 0)).putInt(plain.length);
        out.put(digest(entry.key(), out.array(), body)).put(body);
        return out.array();
    }

    /** Returns the entry; empty when these are not the bytes that were written for this key. */
    public static Optional<CacheEntry> read(CacheKey key, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length <= HEADER + DIGEST || in.getInt() != MAGIC) {
            return Optional.empty();
        }
        boolean large = in.get() == 1;
        int length = in.getInt();
        byte[] told = new byte[DIGEST];
        in.get(told);
        byte[] body = new byte[in.remaining()];
        in.get(body);
        if (length <= 0 || length > LONGEST || !MessageDigest.isEqual(told, digest(key, bytes, body))) {
            return Optional.empty();
        }
        try {
            return Optional.of(entry(key, AnswerJson.JSON.readTree(large ? inflated(body, length) : body)));
        } catch (IOException | DataFormatException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] json(CacheEntry entry) {
        ObjectNode node = AnswerJson.JSON.createObjectNode();
        node.put("q", entry.asked().toEpochMilli());
        node.put("c", entry.created().toEpochMilli());
        node.put("e", entry.expires().toEpochMilli());
        node.put("t", entry.tenant().toString());
        node.put("m", entry.model().toString());
        node.put("a", entry.agentType());
        node.put("s", entry.cost() == null ? null : entry.cost().toString());
        node.put("i", entry.answerId().toString());
        if (entry.value() instanceof CachedValue.Whole whole) {
            node.set("w", AnswerJson.write(whole.reply()));
        } else if (entry.value() instanceof CachedValue.Streamed streamed) {
            node.put("n", streamed.model());
            node.set("d", StepJson.write(streamed.steps()));
        } else if (entry.value() instanceof CachedValue.Vector vector) {
            node.put("n", vector.servedModel());
            node.put("u", vector.tokens());
            node.put("v", text(vector.numbers()));
        }
        try {
            return AnswerJson.JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }

    private static CacheEntry entry(CacheKey key, JsonNode node) {
        String cost = AnswerJson.text(node, "s");
        return new CacheEntry(
                key,
                time(node, "q"),
                time(node, "c"),
                time(node, "e"),
                Tenant.parse(node.path("t").textValue()),
                ModelKey.parse(node.path("m").textValue()).orElseThrow(),
                AnswerJson.text(node, "a"),
                cost == null ? null : Money.usd(cost),
                UUID.fromString(node.path("i").textValue()),
                value(node));
    }

    private static CachedValue value(JsonNode node) {
        if (node.has("w")) {
            return new CachedValue.Whole(AnswerJson.reply(node.path("w")));
        } else if (node.has("d")) {
            return new CachedValue.Streamed(
                    StepJson.steps(node.path("d")), node.path("n").textValue());
        }
        return new CachedValue.Vector(
                numbers(node.path("v").textValue()),
                AnswerJson.text(node, "n"),
                node.path("u").longValue());
    }

    private static Instant time(JsonNode node, String name) {
        return Instant.ofEpochMilli(node.path(name).longValue());
    }

    private static String text(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float[] numbers(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        float[] numbers = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(numbers);
        return numbers;
    }

    private static byte[] digest(CacheKey key, byte[] header, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key.bytes());
            digest.update(header, 0, HEADER);
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2);
            byte[] piece = new byte[4096];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] body, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(body);
            byte[] plain = new byte[length];
            int read = 0;
            while (read < length && !inflater.finished()) {
                int more = inflater.inflate(plain, read, length - read);
                if (more == 0) {
                    throw new DataFormatException("the body ends early");
                }
                read += more;
            }
            if (read != length) {
                throw new DataFormatException("the body ends early");
            }
            return plain;
        } finally {
            inflater.end();
        }
    }
}
