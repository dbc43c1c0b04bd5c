package dev.quartermaster.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Callers whom an OpenID provider knows; what is set of the provider itself is {@code quarkus.oidc}. */
@ConfigMapping(prefix = "quartermaster.oidc")
public interface OpenIdConfig {

    /** Whether people sign in to the console through the provider, beside those who do with a key. */
    @WithDefault("false")
    boolean signIn();

    /** What the page for signing in calls the provider; its host where nothing is set. */
    Optional<String> name();

    /** Values of the role claim that make an agent. */
    @WithDefault("quartermaster-agent")
    List<String> agents();

    /** Values of the role claim that make an operator. */
    @WithDefault("quartermaster-operator")
    List<String> operators();

    /** Values of the role claim that make an admin. */
    @WithDefault("quartermaster-admin")
    List<String> admins();
}
