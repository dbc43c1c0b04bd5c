package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Keeps a second copy of keys that are set through the API. */
public interface KeyWriteBack {

    /** Returns how long a copy may take at most; zero where none are kept. */
    Duration longest();

    /** Writes a copy. Does nothing where no copies are kept; fails where the copy could not be made. */
    Uni<Void> put(ProviderId provider, int slot, Credential credential);

    /** Takes the copy of a key of that kind away; fails as {@link #put} does. */
    Uni<Void> remove(ProviderId provider, int slot, CredentialKind kind);

    /** Keys were changed, here or by another instance, and their copies may have been. Returns at once. */
    void changed();
}
