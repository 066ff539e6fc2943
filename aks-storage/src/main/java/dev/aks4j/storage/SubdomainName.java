package dev.aks4j.storage;

import java.util.regex.Pattern;

/** How Kubernetes lets most of its objects be called: as a subdomain of DNS. */
final class SubdomainName {

    private static final int LONGEST = 253;
    private static final Pattern FORM =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private SubdomainName() {}

    /** Returns whether an object may have the name. */
    static boolean is(String name) {
        return name.length() <= LONGEST && FORM.matcher(name).matches();
    }
}
