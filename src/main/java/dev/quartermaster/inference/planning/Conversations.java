package dev.quartermaster.inference.planning;

import dev.quartermaster.domain.LruMap;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.routing.OngoingConversation;
import dev.quartermaster.telemetry.FailSafeListener;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The conversations under way whose model was chosen, and what of each its model's provider has in its prompt cache: as long
 * as that lives, and in bounded room, those not heard of for longest going first. Safe for any thread.
 */
@ApplicationScoped
public class Conversations {

    static final Duration LIFE = Duration.ofMinutes(5);
    static final Duration LONG_LIFE = Duration.ofHours(1);

    /** They keep a long prompt unasked, and say so only when it is read the next time. */
    private static final Set<String> UNASKED = Set.of("openai", "google");

    private static final long UNASKED_FROM_TOKENS = 1024;

    private record Entry(OngoingConversation conversation, Duration life, Instant until) {}

    private final int most;
    private final Clock clock;
    private final FailSafeListener guard;
    private final Map<ConversationKey, Entry> entries;

    Conversations(ConversationsConfig config, Clock clock) {
        this.most = config.remembered();
        this.entries = new LruMap<>(most);
        this.clock = clock;
        this.guard = new FailSafeListener(
                "conversations", "A running conversation may move away from where its prompt is cached.", clock);
    }

    /** The conversation that a request goes on with, if there is something in a cache for it. Never fails. */
    Optional<OngoingConversation> of(InferenceRequest request) {
        return guard.get(() -> recall(request), Optional.empty());
    }

    /** A model that was chosen for a request has answered it whole. Never fails. */
    public void answered(InferenceRequest request, ModelKey model, Usage usage) {
        guard.run(() -> learn(request, model, usage));
    }

    /** Says whether conversations are remembered. */
    public ComponentStatus status() {
        return guard.status();
    }

    Optional<OngoingConversation> recall(InferenceRequest request) {
        return most == 0 ? Optional.empty() : find(ConversationKey.of(request));
    }

    void learn(InferenceRequest request, ModelKey model, Usage usage) {
        if (most > 0 && request.ask() instanceof InferenceOperation.Answer) {
            remember(ConversationKey.of(request), model, usage);
        }
    }

    private synchronized Optional<OngoingConversation> find(ConversationKey key) {
        Entry entry = entries.get(key);
        if (entry != null && !clock.instant().isBefore(entry.until())) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(Entry::conversation);
    }

    private synchronized void remember(ConversationKey key, ModelKey model, Usage usage) {
        Entry before = entries.remove(key);
        long cached = cached(model, usage);
        if (cached == 0) {
            return;
        }
        Duration life = life(before, model, usage);
        entries.put(
                key,
                new Entry(
                        new OngoingConversation(model, cached),
                        life,
                        clock.instant().plus(life)));
    }

    private static long cached(ModelKey model, Usage usage) {
        long told = usage.cacheRead() + usage.cacheWrite5m() + usage.cacheWrite1h();
        boolean unasked = UNASKED.contains(model.provider().value()) && usage.promptTokens() >= UNASKED_FROM_TOKENS;
        return unasked ? usage.promptTokens() : told;
    }

    /** Reading what was written for an hour lets it live for another. */
    private static Duration life(Entry before, ModelKey model, Usage usage) {
        boolean goesOn = before != null
                && usage.cacheRead() > 0
                && before.conversation().model().equals(model);
        return usage.cacheWrite1h() > 0 ? LONG_LIFE : goesOn ? before.life() : LIFE;
    }
}
