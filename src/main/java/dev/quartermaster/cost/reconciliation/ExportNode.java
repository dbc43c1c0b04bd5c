package dev.quartermaster.cost.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.QuartermasterException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a part of a JSON export, and refuses what is wrong by its place: {@code data[0].results[2].input_tokens}. */
final class ExportNode {

    /** Written out, 1e-999999999 would be a gigabyte of zeros. */
    private static final int MOST_DIGITS = 40;

    private final String path;
    private final JsonNode node;

    ExportNode(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    boolean isTrue(String field) {
        return node.path(field).booleanValue();
    }

    ExportNode at(String field) {
        return new ExportNode(join(field), node.path(field));
    }

    /** The items of an array that must be there. */
    List<ExportNode> items(String field) {
        JsonNode array = node.path(field);
        if (!array.isArray()) {
            throw wrong(field, "must be an array");
        }
        List<ExportNode> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(new ExportNode(join(field) + "[" + i + "]", array.get(i)));
        }
        return items;
    }

    /** A text; null where it is absent. */
    @Nullable String text(String field) {
        JsonNode text = node.path(field);
        if (text.isMissingNode() || text.isNull()) {
            return null;
        } else if (!text.isTextual()) {
            throw wrong(field, "must be a string");
        }
        return text.textValue();
    }

    /** A count of tokens; 0 where it is absent. */
    BigDecimal count(String field) {
        JsonNode count = node.path(field);
        if (count.isMissingNode() || count.isNull()) {
            return BigDecimal.ZERO;
        } else if (!count.isIntegralNumber() || count.decimalValue().signum() < 0) {
            throw wrong(field, "must be a whole number from 0 on");
        }
        return count.decimalValue();
    }

    /** A number, or a text that is one; it must be there. */
    BigDecimal amount(String field) {
        JsonNode amount = node.path(field);
        try {
            if (amount.isNumber() || amount.isTextual()) {
                return bounded(amount.isNumber() ? amount.decimalValue() : new BigDecimal(amount.textValue()));
            }
        } catch (NumberFormatException notANumber) {
            // Refused below.
        }
        throw wrong(field, "must be an amount");
    }

    private static BigDecimal bounded(BigDecimal amount) {
        if (Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new NumberFormatException("too many digits");
        }
        return amount;
    }

    /** The day of a time in seconds since the epoch. */
    LocalDate daySinceEpoch(String field) {
        JsonNode seconds = node.path(field);
        if (!seconds.isIntegralNumber() || !seconds.canConvertToInt()) {
            throw wrong(field, "must be a time in seconds since 1970");
        }
        return LocalDate.ofInstant(Instant.ofEpochSecond(seconds.longValue()), ZoneOffset.UTC);
    }

    /** The day of a time in RFC 3339. */
    LocalDate day(String field) {
        String text = text(field);
        try {
            if (text != null) {
                return LocalDate.ofInstant(OffsetDateTime.parse(text).toInstant(), ZoneOffset.UTC);
            }
        } catch (DateTimeException notATime) {
            // Refused below.
        }
        throw wrong(field, "must be a time such as 2026-01-31T00:00:00Z");
    }

    QuartermasterException wrong(String field, String why) {
        return QuartermasterException.invalid(join(field), "The export cannot be read: '" + join(field) + "' " + why);
    }

    private String join(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
