package dev.quartermaster.outbound;

/**
 * Why a linked file is not to be had, in words for the caller that follow "cannot be fetched:". They never say what was
 * found in our own network, so a name that does not exist and one that leads there sound alike.
 */
public final class LinkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LinkFailure(String reason) {
        super(reason, null, false, false);
    }

    public static LinkFailure notALink() {
        return new LinkFailure("it is not the address of a file on a public host");
    }

    public static LinkFailure notPublic() {
        return new LinkFailure("its host has no public address");
    }

    public static LinkFailure unreachable() {
        return new LinkFailure("its host could not be reached");
    }

    public static LinkFailure tooSlow() {
        return new LinkFailure("its host did not deliver it in time");
    }

    public static LinkFailure brokenOff() {
        return new LinkFailure("its host broke off in the middle of it");
    }

    public static LinkFailure tooLarge(long mostBytes) {
        return new LinkFailure("it is larger than " + mostBytes + " bytes");
    }

    public static LinkFailure unknownKind() {
        return new LinkFailure("what is there is neither an image (png, jpeg, gif, webp, heic) nor a PDF");
    }
}
