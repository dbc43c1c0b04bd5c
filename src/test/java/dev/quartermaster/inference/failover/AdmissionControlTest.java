package dev.quartermaster.inference.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.limits.LimitDecision.Refused;
import dev.quartermaster.provider.directory.ProviderAccess;
import dev.quartermaster.testing.Models;
import dev.quartermaster.testing.Samples;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionControlTest {

    private static final ModelSpec MODEL = FailoverParts.model("gpt-4o");
    private static final InferenceOperation ASK = new InferenceOperation.Answer(Samples.question("x".repeat(4_000)));

    private final FailoverParts parts = new FailoverParts(Map.of(
            "OPENAI_API_KEY", "one", "OPENAI_API_KEY_2", "two", "quartermaster.providers.openai.max-concurrent", "1"));
    private final AdmissionControl admissionControl = parts.admissionControl;

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void aKeyThatTheRequestHasUsedComesLast() {
        assertThat(keyWithout("openai-1")).isEqualTo("openai-2");
        assertThat(keyWithout("openai-2")).isEqualTo("openai-1");
    }

    @Test
    void whatTheProviderCountedIsLearnt() {
        Permit permit = take(MODEL);
        long before = parts.answers.expected(MODEL.key(), null);

        for (int i = 0; i < 100; i++) {
            permit = take(MODEL);
            permit.settle(Usage.of(2 * ASK.promptTokens(), 7));
        }

        assertThat(parts.calibration.factor(ProviderId.OPENAI)).isGreaterThan(1.5);
        assertThat(parts.answers.expected(MODEL.key(), null)).isLessThan(before);
    }

    @Test
    void anEstimateTeachesNothing() {
        take(MODEL).settle(Usage.estimate(2 * ASK.promptTokens(), 7));

        assertThat(parts.calibration.factor(ProviderId.OPENAI)).isEqualTo(1);
    }

    @Test
    void beyondAQuotaNothingIsTaken() {
        ModelSpec limited = Models.named("openai/gpt-4o")
                .rateLimits(new RateLimits(10L, null))
                .build();
        int taken = 0;
        while (admissionControl.take(ASK, limited, access()) instanceof Permit) {
            taken++;
        }

        Refused refused = (Refused) admissionControl.take(ASK, limited, access());
        ProviderFailure failure = AdmissionControl.overQuota(limited, refused);

        assertThat(taken).isBetween(1, 10);
        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.status()).isZero();
        assertThat(failure.getMessage()).startsWith("openai/gpt-4o has used up its");
    }

    @Test
    void aQuotaThatNoRequestFitsIsSaidToBeOne() {
        ModelSpec closed = Models.named("openai/gpt-4o")
                .rateLimits(new RateLimits(0L, null))
                .build();

        Refused refused = (Refused) admissionControl.take(ASK, closed, access());

        assertThat(AdmissionControl.overQuota(closed, refused).getMessage())
                .startsWith("openai/gpt-4o can never fit this request");
    }

    @Test
    void aFullProviderIsWaitedForUntilAPlaceIsFree() {
        Permit first = take(MODEL);
        Permit second = take(MODEL);
        assertThat(enter(first)).succeedsWithin(FailoverParts.LONG).isSameAs(first);
        CompletableFuture<Permit> waiting = enter(second);
        assertThat(waiting).isNotDone();

        first.settle(1);

        assertThat(waiting).succeedsWithin(FailoverParts.LONG).isSameAs(second);
        assertThat(parts.inFlight()).isOne();
    }

    @Test
    void aProviderThatAsksForAPauseGetsIt() {
        ProviderAccess access = access();
        Duration pause = Duration.ofSeconds(30);
        admissionControl.failed(
                MODEL,
                access.key(),
                new ProviderFailure(FailureKind.RATE_LIMITED, true, 429, null, "slow down", pause));

        assertThat(parts.limiter.isFree(MODEL, access.key().id(), 1)).isFalse();
        assertThat(admissionControl.take(ASK, MODEL, access)).isInstanceOf(Refused.class);
    }

    private CompletableFuture<Permit> enter(Permit permit) {
        return admissionControl.enter(Priority.MEDIUM, MODEL, permit).subscribeAsCompletionStage();
    }

    private String keyWithout(String used) {
        return admissionControl
                .access(ASK, MODEL, Set.of(used))
                .orElseThrow()
                .key()
                .id();
    }

    private ProviderAccess access() {
        return admissionControl.access(ASK, MODEL, Set.of()).orElseThrow();
    }

    private Permit take(ModelSpec model) {
        return (Permit) admissionControl.take(ASK, model, access());
    }
}
