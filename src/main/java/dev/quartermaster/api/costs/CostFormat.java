package dev.quartermaster.api.costs;

import dev.quartermaster.domain.QuartermasterException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Form of an answer. */
enum CostFormat {
    JSON,
    CSV;

    static final String TEXT_CSV = "text/csv";

    static CostFormat parse(String word) {
        return switch (word) {
            case "json" -> JSON;
            case "csv" -> CSV;
            default -> throw QuartermasterException.invalid("format", "'format' must be json or csv");
        };
    }

    /** Returns what a caller prefers who accepts these types, the most wanted first; JSON if nothing is said. */
    static CostFormat accepted(List<MediaType> accepted) {
        MediaType csv = MediaType.valueOf(TEXT_CSV);
        for (MediaType type : accepted) {
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return JSON;
            }
            if (type.isCompatible(csv)) {
                return CSV;
            }
        }
        return JSON;
    }
}
