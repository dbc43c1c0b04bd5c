package dev.quartermaster.provider.failure;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.FinishReason;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns whatever went wrong with one provider into a classified {@link ProviderFailure}, in one place for all. */
public final class FailureClassifier {

    private static final int LONGEST_CODE = 64;

    private final FailureTable table;
    private final RetryAfter retryAfter;

    /** The code of an answer that its token limit left no room for. */
    private static final String USED_UP = "max_tokens";

    public FailureClassifier(FailureTable table, Clock clock) {
        this.table = table;
        this.retryAfter = new RetryAfter(clock);
    }

    /**
     * The provider answered with an error.
     *
     * @param codes its error codes, the most telling first; nulls are passed over
     * @param message its own words, or null; whatever looks like a key is removed
     * @param key the key that was used, or null
     */
    public ProviderFailure refused(
            ProviderResponse providerResponse, List<String> codes, @Nullable String message, @Nullable ApiKey key) {
        FailureTable.Verdict verdict = table.classify(providerResponse.status(), codes, message);
        return new ProviderFailure(
                verdict.kind(),
                verdict.isTransient(),
                providerResponse.status(),
                shown(codes, secrets(key)),
                message(providerResponse.status(), message, key),
                retryAfter.from(providerResponse.headers()).orElse(null),
                verdict.ofModel());
    }

    /** The provider sent an error inside a stream that had begun well. */
    public ProviderFailure inStream(List<String> codes, @Nullable String message, @Nullable ApiKey key) {
        return refused(new ProviderResponse(200, name -> null, new byte[0]), codes, message, key);
    }

    /** A successful answer, or a piece of a stream, that is not what its protocol says. */
    public static ProviderFailure unreadable() {
        return ProviderFailure.transientOf(FailureKind.ERROR, "the provider's answer could not be read");
    }

    /** An answer that there is no memory for. It would be as large again. */
    public static ProviderFailure tooLarge(long most) {
        return ProviderFailure.permanentOf(
                FailureKind.ERROR, "the provider's answer is larger than " + most + " bytes");
    }

    /** A stream that ended before its protocol's terminal marker. */
    public static ProviderFailure cut() {
        return ProviderFailure.transientOf(FailureKind.UNAVAILABLE, "the provider's answer was cut off");
    }

    /**
     * An answer that says nothing. One that was used up by its token limit comes out the same when asked for again, so
     * it is permanent.
     *
     * @param finish why the provider says it ended; null where it does not say
     */
    public static ProviderFailure empty(@Nullable FinishReason finish) {
        String message = "the provider's answer is empty";
        if (finish == FinishReason.CONTENT_FILTER) {
            return ProviderFailure.permanentOf(FailureKind.CONTENT_POLICY, "the provider withheld its answer");
        }
        if (finish == FinishReason.LENGTH) {
            message = message + ": the token limit left nothing for it";
            return new ProviderFailure(FailureKind.ERROR, false, 0, USED_UP, message, null);
        }
        boolean normal = finish == FinishReason.STOP || finish == FinishReason.STOP_SEQUENCE;
        return ProviderFailure.transientOf(normal ? FailureKind.LOW_QUALITY : FailureKind.ERROR, message);
    }

    /** Returns whether the model used up the request's own token limit without producing an answer. */
    public static boolean isUsedUp(Throwable failure) {
        return failure instanceof ProviderFailure known
                && known.status() == 0
                && known.code().filter(USED_UP::equals).isPresent();
    }

    /**
     * There was no answer. Failures that are classified already stay as they are, and so does a refusal of the request
     * by this side. The cause's own words are not used: they may hold addresses.
     */
    public static Throwable unanswered(Throwable cause) {
        if (cause instanceof ProviderFailure || cause instanceof QuartermasterException) {
            return cause;
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (isTimeout(at)) {
                return ProviderFailure.transientOf(FailureKind.TIMEOUT, "the provider did not answer in time");
            }
        }
        return ProviderFailure.transientOf(FailureKind.UNAVAILABLE, "the provider could not be reached");
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof java.net.SocketTimeoutException
                || cause instanceof io.netty.channel.ConnectTimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException;
    }

    private static @Nullable String shown(List<String> codes, List<String> secrets) {
        for (String code : codes) {
            if (code != null && !code.isBlank()) {
                String safe = SanitizedText.of(code, secrets);
                return safe.length() > LONGEST_CODE ? safe.substring(0, LONGEST_CODE) : safe;
            }
        }
        return null;
    }

    private static List<String> secrets(@Nullable ApiKey key) {
        return key == null ? List.of() : key.secrets();
    }

    private static String message(int status, @Nullable String message, @Nullable ApiKey key) {
        String own = message == null ? "" : SanitizedText.of(message, secrets(key));
        return own.isEmpty() ? "the provider answered with status " + status : own;
    }
}
