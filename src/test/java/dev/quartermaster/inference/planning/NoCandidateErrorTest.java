package dev.quartermaster.inference.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.routing.ContextOverflow;
import dev.quartermaster.routing.Rejection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoCandidateErrorTest {

    @Test
    void whatCanChangeIsSaidFirstAndEachReasonOnce() {
        QuartermasterException error = NoCandidateError.of(List.of(
                rejected("a", true, null, "is disabled in the registry"),
                rejected("b", true, null, "is disabled in the registry"),
                rejected("c", false, null, "provider openai is switched off or has no credentials")));

        assertThat(error.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
        assertThat(error.getMessage())
                .isEqualTo("No model can answer now: openai/c: provider openai is switched off or has no credentials; "
                        + "openai/a and 1 more: is disabled in the registry");
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(10));
    }

    @Test
    void theFirstModelThatWillBeFreeSaysWhenToComeBack() {
        QuartermasterException error = NoCandidateError.of(List.of(
                rejected("a", false, Duration.ofSeconds(42), "is unavailable"),
                rejected("b", false, Duration.ofSeconds(7), "is busy")));

        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void whatNoWaitingChangesIsTheCallersToChange() {
        QuartermasterException error = NoCandidateError.of(List.of(rejected("a", true, null, "lacks tools")));

        assertThat(error.code()).isEqualTo(ErrorCode.MODEL_NOT_SUITABLE);
        assertThat(error.getMessage()).isEqualTo("No model fits this request: openai/a: lacks tools");
        assertThat(error.retryAfter()).isEmpty();
    }

    @Test
    void aRequestTooLargeForEveryModelThatCouldAnswerIsToldAsAnOverflow() {
        Rejection small = overflow("a", 1_000);
        Rejection larger = overflow("b", 8_000);

        QuartermasterException error =
                NoCandidateError.of(List.of(small, larger, rejected("c", true, null, "is disabled in the registry")));

        assertThat(error.code()).isEqualTo(ErrorCode.CONTEXT_LENGTH_EXCEEDED);
        assertThat(error.getMessage())
                .startsWith("This model's maximum context length is 8000 tokens. However, this request needs about"
                        + " 9000 tokens.")
                .contains("openai/a", "openai/b", "is disabled in the registry");
        assertThat(NoCandidateError.of(List.of(small, rejected("c", false, null, "is busy")))
                        .code())
                .isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
    }

    private static Rejection overflow(String id, long limit) {
        String reason = "has a context window of " + limit + " tokens";
        return new Rejection(
                new ModelKey(ProviderId.OPENAI, id), true, null, reason, null, new ContextOverflow(9_000, limit));
    }

    private static Rejection rejected(String id, boolean lasting, Duration wait, String reason) {
        return new Rejection(new ModelKey(ProviderId.OPENAI, id), lasting, wait, reason, null, null);
    }
}
