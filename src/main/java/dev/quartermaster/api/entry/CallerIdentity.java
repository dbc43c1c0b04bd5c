package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.Caller;
import io.quarkus.security.credential.Credential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.security.Permission;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A caller in the terms of the framework, which checks its roles. */
final class CallerIdentity implements SecurityIdentity, Principal {

    private final Caller caller;
    private final Set<String> roles;

    CallerIdentity(Caller caller) {
        this(caller, Roles.of(caller.role()));
    }

    private CallerIdentity(Caller caller, Set<String> roles) {
        this.caller = caller;
        this.roles = roles;
    }

    /** Returns the identity of an event of AWS, which may do nothing else. */
    static CallerIdentity ofEvent() {
        return new CallerIdentity(Caller.AWS_EVENT, Set.of(Roles.EVENT));
    }

    @Override
    public String getName() {
        return caller.id();
    }

    @Override
    public Principal getPrincipal() {
        return this;
    }

    @Override
    public boolean isAnonymous() {
        return false;
    }

    @Override
    public Set<String> getRoles() {
        return roles;
    }

    @Override
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    @Override
    public Set<Permission> getPermissions() {
        return Set.of();
    }

    @Override
    public <T extends Credential> @Nullable T getCredential(Class<T> type) {
        return null;
    }

    @Override
    public Set<Credential> getCredentials() {
        return Set.of();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> @Nullable T getAttribute(String name) {
        return null;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    @Override
    public Uni<Boolean> checkPermission(Permission permission) {
        return Uni.createFrom().item(false);
    }
}
