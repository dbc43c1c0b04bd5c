package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Keeps no copies of keys. */
public class NoCopies implements KeyWriteBack {

    @Override
    public Duration longest() {
        return Duration.ZERO;
    }

    @Override
    public Uni<Void> put(ProviderId provider, int slot, Credential credential) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> remove(ProviderId provider, int slot, CredentialKind kind) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public void changed() {}
}
