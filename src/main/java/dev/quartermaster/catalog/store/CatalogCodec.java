package dev.quartermaster.catalog.store;

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
        file.put("schema", SCHEMA).put("generated_at", time).put("sha256", digest(time, data));
        file.set("data", data);
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Names the content of a catalog, whatever its time: the same models in the same regions give the same word. */
    public String version(CatalogSnapshot catalog) {
        return digest("", CatalogWriter.write(catalog)).substring(0, 12);
    }

    /**
     * @param notAfter the latest time it may claim to be of
     * @throws CatalogDamaged when it is not whole, not of this schema, not as it was written, or from the future
     */
    public CatalogSnapshot decode(byte[] bytes, Instant notAfter) throws CatalogDamaged {
        JsonNode file = parse(bytes);
        if (!file.isObject() || !file.path("schema").isInt()) {
            throw new CatalogDamaged("it is not a catalog");
        }
        if (file.path("schema").intValue() != SCHEMA) {
            throw new CatalogDamaged("its schema is " + file.path("schema").intValue() + ", not " + SCHEMA);
        }
        String time = file.path("generated_at").asText("");
        if (!digest(time, file.path("data")).equals(file.path("sha256").asText(""))) {
            throw new CatalogDamaged("its SHA-256 does not match its content");
        }
        Instant generatedAt = time(time);
        if (generatedAt.isAfter(notAfter)) {
            throw new CatalogDamaged("its time " + time + " is in the future");
        }
        return CatalogReader.read(file.path("data"), generatedAt);
    }

    private JsonNode parse(byte[] bytes) throws CatalogDamaged {
        try {
            JsonNode file = json.readTree(bytes);
            if (file == null || file.isMissingNode()) {
                throw new CatalogDamaged("it is empty");
            }
            return file;
        } catch (IOException broken) {
            throw new CatalogDamaged("it is not JSON, or cut short");
        }
    }

    private static Instant time(String text) throws CatalogDamaged {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw new CatalogDamaged("it has no time");
        }
    }

    /** Over the tree's own text, which does not depend on how the mapper is set up. */
    private static String digest(String time, JsonNode data) {
        MessageDigest sha256 = sha256();
        sha256.update((SCHEMA + "\n" + time + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(data.toString().getBytes(StandardCharsets.UTF_8));
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
