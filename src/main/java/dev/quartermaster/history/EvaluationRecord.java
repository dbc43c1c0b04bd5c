package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One score of one answer. Delivered twice, it is stored once.
 *
 * @param invocationId of the request's record
 * @param time of the request's record
 * @param rater the model that judged, or the key that gave feedback; empty for the rules
 * @param score in [0,1]
 * @param weight of the score in the mean that is the request's quality
 * @param criteria null unless it is by the rules
 * @param comment null where nothing was said
 */
public record EvaluationRecord(
        UUID invocationId,
        Instant time,
        Source source,
        String rater,
        Instant evaluatedAt,
        ModelKey model,
        @Nullable String agentType,
        double score,
        double weight,
        boolean low,
        @Nullable Criteria criteria,
        @Nullable String comment)
        implements JournalEntry {

    private static final int LONGEST_TEXT = 256;

    /** Origin of a score. */
    public enum Source {
        RULES,
        JUDGE,
        FEEDBACK;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The parts of the rules' score, and what they found. */
    public record Criteria(double completeness, double relevance, double coherence, List<String> findings) {
        public Criteria {
            findings = List.copyOf(findings);
        }
    }

    public EvaluationRecord {
        if (!(score >= 0 && score <= 1) || !(weight > 0)) {
            throw new IllegalArgumentException("a score is from 0 to 1 and has a weight");
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
        evaluatedAt = evaluatedAt.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public JournalKind kind() {
        return JournalKind.EVALUATION;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("time", time.toString());
        out.writeStringField("invocation_id", invocationId.toString());
        out.writeStringField("source", source.wire());
        out.writeStringField("rater", clip(rater));
        out.writeStringField("evaluated_at", evaluatedAt.toString());
        out.writeStringField("model", clip(model.toString()));
        out.writeStringField("agent_type", agentType == null ? null : clip(agentType));
        out.writeNumberField("score", score);
        out.writeNumberField("weight", weight);
        out.writeBooleanField("low", low);
        if (criteria != null) {
            out.writeNumberField("completeness", criteria.completeness());
            out.writeNumberField("relevance", criteria.relevance());
            out.writeNumberField("coherence", criteria.coherence());
            out.writeArrayFieldStart("findings");
            for (String finding : criteria.findings()) {
                out.writeString(finding);
            }
            out.writeEndArray();
        }
        if (comment != null) {
            out.writeStringField("comment", comment);
        }
        out.writeEndObject();
    }

    private static String clip(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
