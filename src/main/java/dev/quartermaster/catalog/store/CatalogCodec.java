package dev.quartermaster.catalog.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A stored catalog: {@code {"schema":1,"generated_at":"…","sha256":"…","data":{…}}}. The digest covers the other three,
 * so that an edited time is found as surely as an edited model.
 */
public final class CatalogCodec {

    /** Raised with every change that older readers would misread. */
    public static final int SCHEMA = 1;

    private final ObjectMapper json;

    public CatalogCodec(ObjectMapper json) {
        this.json = json;
    }

    public byte[] encode(CatalogSnapshot catalog) {
        ObjectNode data = CatalogWriter.write(catalog);
        String time = catalog.generatedAt().toString();
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("schema", SCHEMA).put("generated_at", time).put("sha256", digest(time, bytes(data)));
        file.set("data", data);
        return bytes(file);
    }

    /** Names the content of a catalog, whatever its time: the same models in the same regions give the same word. */
    public String version(CatalogSnapshot catalog) {
        return digest("", bytes(CatalogWriter.write(catalog))).substring(0, 12);
    }

    private static byte[] bytes(ObjectNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param notAfter the latest time it may claim to be of
     * @throws CatalogDamaged when it is not whole, not of this schema, not as it was written, or from the future
     */
    public CatalogSnapshot decode(byte[] bytes, Instant notAfter) throws CatalogDamaged {
        Stored file = parse(bytes);
        if (!file.schema().isInt()) {
            throw new CatalogDamaged("it is not a catalog");
        }
        if (file.schema().intValue() != SCHEMA) {
            throw new CatalogDamaged("its schema is " + file.schema().intValue() + ", not " + SCHEMA);
        }
        byte[] data = Arrays.copyOfRange(bytes, file.dataStart(), file.dataEnd());
        if (!digest(file.time(), data).equals(file.sha256())) {
            throw new CatalogDamaged("its SHA-256 does not match its content");
        }
        Instant generatedAt = time(file.time());
        if (generatedAt.isAfter(notAfter)) {
            throw new CatalogDamaged("its time " + file.time() + " is in the future");
        }
        return CatalogReader.read(file.data(), generatedAt);
    }

    /** A file as it is written, and where in it the data stand. */
    private record Stored(JsonNode schema, String time, String sha256, JsonNode data, int dataStart, int dataEnd) {}

    private Stored parse(byte[] bytes) throws CatalogDamaged {
        try (JsonParser file = json.createParser(bytes)) {
            if (file.nextToken() == null) {
                throw new CatalogDamaged("it is empty");
            }
            Stored stored = file.currentToken() == JsonToken.START_OBJECT ? fields(file) : null;
            if (stored == null || file.nextToken() != null) {
                throw new CatalogDamaged("it is not a catalog");
            }
            return stored;
        } catch (IOException broken) {
            throw new CatalogDamaged("it is not JSON, or cut short");
        }
    }

    private static Stored fields(JsonParser file) throws IOException {
        ObjectNode outer = JsonNodeFactory.instance.objectNode();
        int start = 0;
        int end = 0;
        while (file.nextToken() == JsonToken.FIELD_NAME) {
            String name = file.currentName();
            file.nextToken();
            int from = (int) file.currentTokenLocation().getByteOffset();
            JsonNode value = file.readValueAsTree();
            outer.set(name, value);
            if (name.equals("data")) {
                start = from;
                end = (int) file.currentLocation().getByteOffset();
            }
        }
        return new Stored(
                outer.path("schema"),
                outer.path("generated_at").asText(""),
                outer.path("sha256").asText(""),
                outer.path("data"),
                start,
                end);
    }

    private static Instant time(String text) throws CatalogDamaged {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw new CatalogDamaged("it has no time");
        }
    }

    /** Over the very bytes that are stored: what was not written by us is not taken, however alike. */
    private static String digest(String time, byte[] data) {
        MessageDigest sha256 = sha256();
        sha256.update((SCHEMA + "\n" + time + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(data);
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
