package dev.quartermaster.storage;

import io.vertx.pgclient.PgNotification;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Listeners of the feed's channels: some read the changes themselves, others take the payload. */
final class Channels {

    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private final Map<String, Consumer<String>> hearers = new ConcurrentHashMap<>();

    void listen(String channel, Runnable changed) {
        listeners.put(channel, changed);
    }

    void hear(String channel, Consumer<String> told) {
        hearers.put(channel, told);
    }

    /** The statement that subscribes to all of them. */
    String subscription() {
        Set<String> all = new TreeSet<>(listeners.keySet());
        all.addAll(hearers.keySet());
        return "LISTEN " + String.join("; LISTEN ", all);
    }

    /** @param own the process at the database's end of this instance's connection: what it says itself comes back, too */
    void noticed(PgNotification notice, int own) {
        Consumer<String> told = hearers.get(notice.getChannel());
        if (told == null) {
            tell(notice.getChannel());
        } else if (notice.getProcessId() != own) {
            told.accept(notice.getPayload());
        }
    }

    void tell(String channel) {
        Runnable changed = listeners.get(channel);
        if (changed != null) {
            changed.run();
        }
    }

    void tellAll() {
        listeners.values().forEach(Runnable::run);
    }
}
