package dev.quartermaster.api.entry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Roles of callers that an OpenID provider knows; what is set of the provider itself is {@code quarkus.oidc}. */
@ConfigMapping(prefix = "quartermaster.oidc")
public interface TokenRolesConfig {

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
