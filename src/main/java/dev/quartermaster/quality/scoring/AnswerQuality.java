package dev.quartermaster.quality.scoring;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import java.util.ArrayList;
import java.util.List;

/** Scores an answer by the rules. Deterministic; safe for any thread. */
public final class AnswerQuality {

    private AnswerQuality() {}

    /** Scores an answer; of several alternatives the worst counts. */
    public static QualityScore of(ChatRequest request, List<Choice> choices) {
        Ask ask = Ask.of(request);
        QualityScore worst = null;
        for (Choice choice : choices) {
            QualityScore score = score(ask, new AnswerText(choice));
            worst = worst == null || score.score() < worst.score() ? score : worst;
        }
        return worst == null ? new QualityScore(0, 0, 0, List.of(QualityFinding.EMPTY)) : worst;
    }

    private static QualityScore score(Ask ask, AnswerText answer) {
        List<QualityFinding> findings = new ArrayList<>(2);
        double completeness = Completeness.score(ask, answer, findings);
        double relevance = Relevance.score(ask, answer, findings);
        double coherence = Coherence.score(ask, answer, findings);
        return new QualityScore(completeness, relevance, coherence, findings);
    }
}
