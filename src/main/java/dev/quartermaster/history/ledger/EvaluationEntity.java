package dev.quartermaster.history.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.history.EvaluationRecord.Source;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Row of the table {@code evaluation}; see {@link dev.quartermaster.history.EvaluationRecord}. */
@Entity
@Immutable
@IdClass(EvaluationEntity.Key.class)
@Table(name = "evaluation")
public class EvaluationEntity extends PanacheEntityBase {

    private static final JsonFactory JSON = new JsonFactory();

    @Id
    public Instant time;

    @Id
    @Column(name = "invocation_id")
    public UUID invocationId;

    @Id
    public String source;

    @Id
    public String rater;

    @Column(name = "evaluated_at")
    public Instant evaluatedAt;

    public String model;

    @Column(name = "agent_type")
    public @Nullable String agentType;

    public double score;
    public double weight;
    public boolean low;
    public @Nullable Double completeness;
    public @Nullable Double relevance;
    public @Nullable Double coherence;

    /** JSON array of what the rules found; null for other sources. */
    @ColumnTransformer(read = "cast(findings as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String findings;

    public @Nullable String comment;

    /** The row as it was recorded. */
    EvaluationRecord record() {
        return new EvaluationRecord(
                invocationId,
                time,
                Source.valueOf(source.toUpperCase(Locale.ROOT)),
                rater,
                evaluatedAt,
                ModelKey.parse(model).orElseThrow(),
                agentType,
                score,
                weight,
                low,
                completeness == null || relevance == null || coherence == null
                        ? null
                        : new EvaluationRecord.Criteria(completeness, relevance, coherence, words(findings)),
                comment);
    }

    private static List<String> words(@Nullable String array) {
        List<String> words = new ArrayList<>();
        if (array == null) {
            return words;
        }
        try (JsonParser parser = JSON.createParser(array)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    words.add(parser.getText());
                }
            }
            return words;
        } catch (IOException damaged) {
            throw new UncheckedIOException("the ledger holds findings that cannot be read", damaged);
        }
    }

    /** Key of a row. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        public @Nullable Instant time;
        public @Nullable UUID invocationId;
        public @Nullable String source;
        public @Nullable String rater;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(time, that.time)
                    && Objects.equals(invocationId, that.invocationId)
                    && Objects.equals(source, that.source)
                    && Objects.equals(rater, that.rater);
        }

        @Override
        public int hashCode() {
            return Objects.hash(time, invocationId, source, rater);
        }
    }
}
