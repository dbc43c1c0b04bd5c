package dev.quartermaster.console.providers;

import dev.quartermaster.console.providers.ProviderPages.Finding;
import org.jspecify.annotations.Nullable;

/** Words for what was done, which stand in the address of the page that is shown then. */
enum Done {
    STORED("The key is stored, and serves from the next request on, on every instance within two seconds."),
    REMOVED("The stored key is removed. Keys of the environment serve again, if there are any.");

    private final String message;

    Done(String message) {
        this.message = message;
    }

    /** Address of the page on which it is said. */
    String at(String provider) {
        return "/console/providers?provider=" + provider + "&done=" + name();
    }

    static Finding of(@Nullable String word) {
        for (Done done : values()) {
            if (done.name().equals(word)) {
                return Finding.good(done.message);
            }
        }
        return Finding.NONE;
    }
}
