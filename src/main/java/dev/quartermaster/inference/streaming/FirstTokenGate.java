package dev.quartermaster.inference.streaming;

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
 * model without the caller noticing. What follows is handed on one by one, only as fast as it is asked for.
 *
 * <p>All signals of one stream arrive one after the other, as the reactive-streams rules demand; the lock only orders
 * the subscriber's demand against them.
 */
public final class FirstTokenGate implements MultiSubscriber<ChatDelta> {

    private final UniEmitter<? super Multi<ChatDelta>> committed;
    private final Deque<ChatDelta> held = new ArrayDeque<>();
    private final AtomicLong demand = new AtomicLong();
    private Subscription upstream = Subscriptions.CANCELLED;
    private @Nullable MultiSubscriber<? super ChatDelta> downstream;
    private boolean open;
    private boolean cancelled;
    private boolean ended;
    private boolean draining;
    private boolean asked;
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
        boolean commits;
        synchronized (this) {
            asked = false;
            held.add(delta);
            commits = !open && isContent(delta);
            open |= commits;
        }
        if (commits) {
            committed.complete(new Released());
        } else if (!open) {
            upstream.request(1);
        } else {
            drain();
        }
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
            committed.fail(cause);
        }
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
            Subscriptions.add(demand, count);
            drain();
        }

        @Override
        public void cancel() {
            stop();
        }
    }

    /** Hands on what is held as far as it is asked for, then asks for more, or ends. One thread at a time. */
    private void drain() {
        MultiSubscriber<? super ChatDelta> reader;
        synchronized (this) {
            reader = downstream;
            if (draining || reader == null) {
                return;
            }
            draining = true;
        }
        while (true) {
            ChatDelta next;
            boolean ask = false;
            synchronized (this) {
                next = cancelled || demand.get() == 0 ? null : held.poll();
                if (next == null) {
                    draining = false;
                    if (!cancelled && held.isEmpty() && ended) {
                        cancelled = true;
                        break;
                    }
                    ask = !cancelled && !ended && !asked && demand.get() > 0;
                    asked |= ask;
                }
            }
            if (next != null) {
                Subscriptions.produced(demand, 1);
                reader.onItem(next);
            } else {
                if (ask) {
                    upstream.request(1);
                }
                return;
            }
        }
        end(reader);
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
