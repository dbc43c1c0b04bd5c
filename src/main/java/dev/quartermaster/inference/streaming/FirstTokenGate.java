package dev.quartermaster.inference.streaming;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Part;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds a provider's stream back until its first content, so that every failure before that can still go to another
 * model without the caller noticing. What was held is then handed on one by one, as fast as it is asked for, and from
 * there on deltas and demand pass through without a lock.
 *
 * <p>All signals of one stream arrive one after the other, as the reactive-streams rules demand; the lock only orders
 * the subscriber's demand against those that were held.
 */
public final class FirstTokenGate implements MultiSubscriber<ChatDelta> {

    private final UniEmitter<? super Multi<ChatDelta>> committed;
    private final Deque<ChatDelta> held = new ArrayDeque<>();
    private final AtomicLong demand = new AtomicLong();
    private Subscription upstream = Subscriptions.CANCELLED;
    private @Nullable MultiSubscriber<? super ChatDelta> downstream;
    /** The subscriber, once nothing is held any more: what comes goes straight to it. */
    private volatile @Nullable MultiSubscriber<? super ChatDelta> passing;

    private boolean open;
    private boolean cancelled;
    private boolean ended;
    private boolean draining;
    private @Nullable Throwable failure;

    private FirstTokenGate(UniEmitter<? super Multi<ChatDelta>> committed) {
        this.committed = committed;
    }

    /**
     * Subscribes to {@code stream}; the result is the whole stream, first step included, once its first content is
     * there. A failure or an end before that fails the result. The result must be subscribed to, once.
     */
    public static Uni<Multi<ChatDelta>> firstContentOf(Multi<ChatDelta> stream) {
        return Uni.createFrom().emitter(emitter -> {
            FirstTokenGate gate = new FirstTokenGate(emitter);
            emitter.onTermination(gate::abandon);
            stream.subscribe().withSubscriber(gate);
        });
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        boolean late;
        synchronized (this) {
            upstream = subscription;
            late = cancelled;
        }
        if (late) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onItem(ChatDelta delta) {
        MultiSubscriber<? super ChatDelta> reader = passing;
        if (reader != null) {
            reader.onItem(delta);
        } else if (isFirstContent(delta)) {
            committed.complete(new Released());
        } else {
            upstream.request(1);
        }
    }

    /** Holds a delta; returns true if it is the first content. Before that, deltas are asked for one by one. */
    private synchronized boolean isFirstContent(ChatDelta delta) {
        held.add(delta);
        open = isContent(delta);
        return open;
    }

    @Override
    public void onFailure(Throwable cause) {
        synchronized (this) {
            ended = true;
            failure = cause;
        }
        if (open) {
            drain();
        } else {
            committed.fail(cause instanceof ProviderFailure failed ? counted(failed) : cause);
        }
    }

    /** A provider that has counted what an answer without content used bills it. */
    private synchronized ProviderFailure counted(ProviderFailure failed) {
        ProviderFailure counted = failed;
        for (ChatDelta delta : held) {
            if (failed.used().isEmpty()
                    && delta instanceof ChatDelta.Used used
                    && !used.usage().estimated()) {
                counted = failed.having(used.usage());
            }
        }
        return counted;
    }

    @Override
    public void onCompletion() {
        boolean early;
        synchronized (this) {
            ended = true;
            early = !open;
            open = true;
        }
        if (early) {
            // An answer without content is judged by the provider's adapter; whatever it let through is the answer.
            committed.complete(new Released());
        } else {
            drain();
        }
    }

    /** The stream beyond the gate. */
    private final class Released extends AbstractMulti<ChatDelta> implements Subscription {

        @Override
        public void subscribe(MultiSubscriber<? super ChatDelta> subscriber) {
            synchronized (FirstTokenGate.this) {
                if (downstream != null) {
                    throw new IllegalStateException("a stream can be read once");
                }
                downstream = subscriber;
            }
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long count) {
            if (passing != null) {
                upstream.request(count);
            } else {
                Subscriptions.add(demand, count);
                drain();
            }
        }

        @Override
        public void cancel() {
            stop();
        }
    }

    /** Hands on what is held as far as it is asked for, then lets the rest pass, or ends. One thread at a time. */
    private void drain() {
        MultiSubscriber<? super ChatDelta> reader;
        synchronized (this) {
            reader = downstream;
            if (draining || reader == null) {
                return;
            }
            draining = true;
        }
        ChatDelta next = take();
        while (next != null) {
            Subscriptions.produced(demand, 1);
            reader.onItem(next);
            next = take();
        }
        if (isOver()) {
            end(reader);
        } else if (passing != null) {
            // Nothing is outstanding: the provider was asked for one delta at a time, and the last one opened the gate.
            long wanted = demand.getAndSet(0);
            if (wanted > 0) {
                upstream.request(wanted);
            }
        }
    }

    /** Returns the next delta to hand on; null if there is none, and then others may drain. */
    private synchronized @Nullable ChatDelta take() {
        ChatDelta next = cancelled || demand.get() == 0 ? null : held.poll();
        if (next == null) {
            draining = false;
            if (!cancelled && !ended && held.isEmpty()) {
                passing = downstream;
            }
        }
        return next;
    }

    /** Returns true once: all was handed on, and nothing more comes. */
    private synchronized boolean isOver() {
        boolean over = !cancelled && ended && held.isEmpty();
        cancelled |= over;
        return over;
    }

    private void end(MultiSubscriber<? super ChatDelta> reader) {
        if (failure == null) {
            reader.onCompletion();
        } else {
            reader.onFailure(failure);
        }
    }

    private void abandon() {
        boolean unread;
        synchronized (this) {
            unread = !open;
        }
        if (unread) {
            stop();
        }
    }

    private void stop() {
        Subscription known;
        synchronized (this) {
            cancelled = true;
            known = upstream;
            held.clear();
        }
        known.cancel();
    }

    private static boolean isContent(ChatDelta delta) {
        if (delta instanceof ChatDelta.PartGrew grown) {
            return !grown.piece().isEmpty();
        }
        return delta instanceof ChatDelta.PartOpened opened
                && (opened.part() instanceof Part.ToolCall || opened.part() instanceof Part.Opaque);
    }
}
