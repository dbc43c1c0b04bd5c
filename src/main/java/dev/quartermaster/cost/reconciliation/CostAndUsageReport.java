package dev.quartermaster.cost.reconciliation;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.quartermaster.domain.QuartermasterException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads AWS's cost and usage report (CSV): the lines of Bedrock. The model is that of the resource's ARN where the line has
 * one, else what the usage type calls it, such as {@code USE1-Claude3Sonnet-input-tokens}.
 */
final class CostAndUsageReport {

    private static final String TIME = "lineItem/UsageStartDate";
    private static final String COST = "lineItem/UnblendedCost";
    private static final String USAGE_TYPE = "lineItem/UsageType";
    private static final String AMOUNT = "lineItem/UsageAmount";
    private static final String PRODUCT = "lineItem/ProductCode";
    private static final String RESOURCE = "lineItem/ResourceId";
    private static final String UNIT = "pricing/unit";

    /** Region, model, and what was counted of it. */
    private static final Pattern TYPE = Pattern.compile(
            "(?:[A-Z]{2,4}\\d?-)?(.+?)-(?:mp:)?((?:cache-?(?:read|write)-)?input|output|cache-?(?:read|write))\\b.*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ARN = Pattern.compile("arn:.*:(?:foundation-model|inference-profile)/(.+)");

    private final List<String> columns;
    private int line;

    private CostAndUsageReport(String[] head) {
        this.columns = Arrays.stream(head).map(String::strip).toList();
        for (String required : List.of(TIME, USAGE_TYPE, COST)) {
            if (!columns.contains(required)) {
                throw QuartermasterException.invalid(
                        required, "The export cannot be read: its first line has no column '" + required + "'");
            }
        }
    }

    static List<ExportLine> read(byte[] csv) {
        List<ExportLine> lines = new ArrayList<>();
        int number = 1;
        try (MappingIterator<String[]> rows = new CsvMapper()
                .readerFor(String[].class)
                .withFeatures(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
                .readValues(csv)) {
            CostAndUsageReport report = new CostAndUsageReport(rows.hasNextValue() ? rows.nextValue() : new String[0]);
            while (rows.hasNextValue()) {
                number++;
                report.line = number;
                ExportLine read = report.line(rows.nextValue());
                if (read != null) {
                    lines.add(read);
                }
            }
        } catch (IOException broken) {
            throw QuartermasterException.invalid(
                    "line " + (number + 1), "The export cannot be read: line " + (number + 1) + " is not CSV");
        }
        return lines;
    }

    private @Nullable ExportLine line(String[] row) {
        String product = value(row, PRODUCT);
        if (product != null && !product.toLowerCase(Locale.ROOT).contains("bedrock")) {
            return null;
        }
        String type = value(row, USAGE_TYPE);
        Matcher counted = TYPE.matcher(type == null ? "" : type);
        boolean isTokens = counted.matches();
        BigDecimal tokens = isTokens ? tokens(row) : BigDecimal.ZERO;
        boolean isOutput = isTokens && counted.group(2).equalsIgnoreCase("output");
        return new ExportLine(
                day(row),
                model(row, isTokens ? counted.group(1) : type),
                isOutput ? BigDecimal.ZERO : tokens,
                isOutput ? tokens : BigDecimal.ZERO,
                amount(row, COST));
    }

    private @Nullable String model(String[] row, @Nullable String type) {
        String resource = value(row, RESOURCE);
        Matcher arn = ARN.matcher(resource == null ? "" : resource);
        return arn.matches() ? arn.group(1) : type;
    }

    /** Counted in thousands, unless the unit says otherwise. */
    private BigDecimal tokens(String[] row) {
        if (!columns.contains(AMOUNT)) {
            return BigDecimal.ZERO;
        }
        String unit = value(row, UNIT);
        int power = unit == null || unit.toUpperCase(Locale.ROOT).startsWith("1K")
                ? 3
                : unit.toUpperCase(Locale.ROOT).startsWith("1M") ? 6 : 0;
        return amount(row, AMOUNT).movePointRight(power);
    }

    private LocalDate day(String[] row) {
        String text = value(row, TIME);
        try {
            if (text != null) {
                Instant time = OffsetDateTime.parse(text).toInstant();
                return LocalDate.ofInstant(time, ZoneOffset.UTC);
            }
        } catch (DateTimeException notATime) {
            // Refused below.
        }
        throw wrong(TIME, "must be a time such as 2026-01-31T00:00:00Z");
    }

    private BigDecimal amount(String[] row, String column) {
        String text = value(row, column);
        try {
            BigDecimal amount = new BigDecimal(text == null ? "" : text);
            if (Math.abs((long) amount.scale()) <= 40) {
                return amount;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below.
        }
        throw wrong(column, "must be a number");
    }

    private @Nullable String value(String[] row, String column) {
        int index = columns.indexOf(column);
        return index < 0 || index >= row.length || row[index].isBlank() ? null : row[index].strip();
    }

    private QuartermasterException wrong(String column, String why) {
        return QuartermasterException.invalid(
                column, "The export cannot be read: '" + column + "' of line " + line + " " + why);
    }
}
