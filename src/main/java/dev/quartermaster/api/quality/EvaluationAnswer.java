package dev.quartermaster.api.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.history.EvaluationRecord.Criteria;
import dev.quartermaster.history.EvaluationRecord.Source;
import dev.quartermaster.quality.judge.JudgeTally;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One score of an answer.
 *
 * @param source {@code rules}, {@code judge} or {@code feedback}
 * @param rater the model that judged, or the key that gave feedback; empty for the rules
 * @param completeness of the rules only, like relevance, coherence and findings
 * @param disagrees of the judge only: whether its score is far from that of the rules
 */
@RegisterForReflection
@Schema(name = "Evaluation")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record EvaluationAnswer(
        String source,
        String rater,
        String model,
        double score,
        double weight,
        boolean low,
        @Schema(nullable = true) @Nullable Double completeness,
        @Schema(nullable = true) @Nullable Double relevance,
        @Schema(nullable = true) @Nullable Double coherence,
        @Schema(nullable = true) @Nullable List<String> findings,
        @Schema(nullable = true) @Nullable Boolean disagrees,
        @Schema(nullable = true) @Nullable String comment,
        Instant evaluatedAt) {

    /** @param rules the score by the rules; null where there is none */
    static EvaluationAnswer of(EvaluationRecord evaluation, @Nullable Double rules) {
        Criteria criteria = evaluation.criteria();
        boolean isJudged = evaluation.source() == Source.JUDGE;
        return new EvaluationAnswer(
                evaluation.source().wire(),
                evaluation.rater(),
                evaluation.model().toString(),
                evaluation.score(),
                evaluation.weight(),
                evaluation.low(),
                criteria == null ? null : criteria.completeness(),
                criteria == null ? null : criteria.relevance(),
                criteria == null ? null : criteria.coherence(),
                criteria == null ? null : criteria.findings(),
                (rules != null && isJudged) ? JudgeTally.disagree(evaluation.score(), rules) : null,
                evaluation.comment(),
                evaluation.evaluatedAt());
    }
}
