package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's list of models, read.
 *
 * @param rows in the order of the document, the unusable ones among them
 */
public record ForeignList(ImportFormat format, List<ImportRow> rows) {

    public ForeignList {
        rows = List.copyOf(rows);
    }

    /**
     * @param wanted null to find the format out
     * @param asOf stands with every price
     * @throws QuartermasterException when the document as a whole is not JSON or has no known form
     */
    public static ForeignList read(ObjectMapper json, byte[] document, @Nullable ImportFormat wanted, LocalDate asOf) {
        JsonNode root = parse(json, document);
        ImportFormat format = wanted == null ? ImportFormat.detect(root).orElseThrow(ForeignList::unknown) : wanted;
        if (!format.fits(root)) {
            throw QuartermasterException.invalid("format", "The document has not the form of " + format.wire());
        }
        return new ForeignList(
                format,
                switch (format) {
                    case MODELS_DEV -> new ModelsDevReader(asOf).rows(root);
                    case LITELLM -> new LiteLlmReader(asOf).rows(root);
                    case DYNAMODB -> new DynamoDbReader(asOf).rows(root);
                });
    }

    /** Prices are exact decimals. Of a name given twice in one object the last holds, as with the lists' own readers. */
    private static JsonNode parse(ObjectMapper json, byte[] document) {
        try {
            JsonNode root = json.reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(document);
            if (root.isObject() || root.isArray()) {
                return root;
            }
            throw malformed("it is neither an object nor an array");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw malformed("it is not JSON" + where + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw malformed("it cannot be read");
        }
    }

    private static QuartermasterException malformed(String reason) {
        return new QuartermasterException(ErrorCode.MALFORMED_JSON, "The document cannot be imported: " + reason);
    }

    private static QuartermasterException unknown() {
        return QuartermasterException.invalid(
                "format", "The document has none of the known forms: " + ImportFormat.words());
    }
}
