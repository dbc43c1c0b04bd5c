package dev.quartermaster.outbound;

import java.net.InetAddress;
import java.util.List;

/** Which addresses may be connected to on behalf of a caller. */
@FunctionalInterface
public interface AddressRule {

    boolean allows(InetAddress address);

    /**
     * Returns the addresses of a host if all of them are allowed: one that is public and private at once is suspicious. Connect
     * to one of these, not to the name, which may lead elsewhere a moment later.
     *
     * @throws LinkFailure if there is none, or one that is not allowed
     */
    default List<InetAddress> requireAll(List<InetAddress> found) {
        if (found.isEmpty() || !found.stream().allMatch(this::allows)) {
            throw LinkFailure.notPublic();
        }
        return found;
    }
}
