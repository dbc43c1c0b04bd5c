package dev.quartermaster.auth;

import java.util.List;
import java.util.Optional;

/** An OpenID provider as a test has configured it. */
public final class KnownProvider {

    private KnownProvider() {}

    public static OpenIdProvider at(String address, boolean signIn) {
        return of(true, address, signIn);
    }

    static OpenIdProvider of(boolean enabled, String address, boolean signIn) {
        return new OpenIdProvider(enabled, address, false, new OpenIdConfig() {
            @Override
            public boolean signIn() {
                return signIn;
            }

            @Override
            public Optional<String> name() {
                return Optional.empty();
            }

            @Override
            public List<String> agents() {
                return List.of("agents");
            }

            @Override
            public List<String> operators() {
                return List.of("operators", "watchers");
            }

            @Override
            public List<String> admins() {
                return List.of("admins");
            }
        });
    }
}
