package dev.quartermaster.console;

import dev.quartermaster.api.providers.ProviderEntries;
import dev.quartermaster.api.providers.ProviderEntry;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Says in a word how each provider is. */
@Singleton
public class ProviderWords {

    private final Providers providers;
    private final ProviderEntries entries;

    ProviderWords(Providers providers, ProviderEntries entries) {
        this.providers = providers;
        this.entries = entries;
    }

    /**
     * State of a provider in a word.
     *
     * @param state {@code off}, {@code no_key}, {@code resting} (all its keys do), {@code simulated}, or its health
     * @param detail what there is to say beside the state; empty for nothing
     */
    public record Word(ProviderEntry entry, String state, String detail) {

        public String name() {
            return entry.provider();
        }
    }

    /** Returns all, by name. */
    public List<Word> all() {
        return providers.states().stream().map(this::word).toList();
    }

    public Optional<Word> find(String name) {
        return providers.states().stream()
                .filter(state -> state.id().value().equals(name))
                .findFirst()
                .map(this::word);
    }

    private Word word(ProviderState state) {
        ProviderEntry entry = entries.of(state);
        return new Word(entry, word(entry), detail(entry));
    }

    static String word(ProviderEntry entry) {
        if (!entry.enabled()) {
            return "off";
        } else if (entry.state().equals("unavailable")) {
            return entry.state();
        } else if (entry.baseUrlSource().equals("stand_in")) {
            return "simulated";
        } else if (!entry.usable()) {
            return entry.credentials().isEmpty() ? "no_key" : "resting";
        }
        return entry.models().isEmpty() ? entry.state() : "degraded";
    }

    private static String detail(ProviderEntry entry) {
        if (entry.retryAt() != null) {
            return "tried again " + Words.time(entry.retryAt());
        } else if (!entry.models().isEmpty()) {
            return entry.models().size() == 1
                    ? entry.models().get(0).model() + " fails"
                    : entry.models().size() + " models fail";
        }
        return entry.lane() == null || entry.lane().inFlight() == 0
                ? ""
                : entry.lane().inFlight() + " calls under way"
                        + (entry.lane().queued() == 0 ? "" : ", " + entry.lane().queued() + " wait");
    }
}
