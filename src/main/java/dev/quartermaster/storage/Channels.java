package dev.quartermaster.storage;

import io.vertx.pgclient.PgNotification;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Listeners of the feed's channels: some read the changes themselves, others take the payload. */
final class Channels {

    private final Map<String, Runnable> changeListeners = new ConcurrentHashMap<>();
    private final Map<String, Consumer<String>> messageListeners = new ConcurrentHashMap<>();

    void onChange(String channel, Runnable changed) {
        changeListeners.put(channel, changed);
    }

    void onMessage(String channel, Consumer<String> received) {
        messageListeners.put(channel, received);
    }

    /** Returns the statement that subscribes to all of them. */
    String subscription() {
        Set<String> all = new TreeSet<>(changeListeners.keySet());
        all.addAll(messageListeners.keySet());
        return "LISTEN " + String.join("; LISTEN ", all);
    }

    /** @param own the database's process of this instance's connection: its own payloads come back, too */
    void received(PgNotification notification, int own) {
        Consumer<String> listener = messageListeners.get(notification.getChannel());
        if (listener == null) {
            changed(notification.getChannel());
        } else if (notification.getProcessId() != own) {
            listener.accept(notification.getPayload());
        }
    }

    /** Calls the listener of a channel. */
    void changed(String channel) {
        Runnable listener = changeListeners.get(channel);
        if (listener != null) {
            listener.run();
        }
    }

    /** Calls the listeners of all channels. */
    void changed() {
        changeListeners.values().forEach(Runnable::run);
    }
}
