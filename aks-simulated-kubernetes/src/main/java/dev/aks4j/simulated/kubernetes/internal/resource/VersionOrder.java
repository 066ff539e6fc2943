package dev.aks4j.simulated.kubernetes.internal.resource;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders API versions as Kubernetes prefers them: v2, v1, v1beta2, v1beta1, v1alpha1, then anything else by name. */
final class VersionOrder implements Comparator<String> {

    static final VersionOrder INSTANCE = new VersionOrder();

    private static final Pattern VERSION = Pattern.compile("v(\\d+)(?:(alpha|beta)(\\d+))?");

    private VersionOrder() {}

    @Override
    public int compare(String left, String right) {
        Matcher a = VERSION.matcher(left);
        Matcher b = VERSION.matcher(right);
        boolean aKnown = a.matches();
        boolean bKnown = b.matches();
        if (!aKnown || !bKnown) {
            return aKnown ? -1 : bKnown ? 1 : left.compareTo(right);
        }
        int stability = Integer.compare(stability(b), stability(a));
        if (stability != 0) {
            return stability;
        }
        int major = Integer.compare(number(b, 1), number(a, 1));
        return major != 0 ? major : Integer.compare(number(b, 3), number(a, 3));
    }

    private static int stability(Matcher version) {
        return version.group(2) == null ? 2 : version.group(2).equals("beta") ? 1 : 0;
    }

    private static int number(Matcher version, int group) {
        return version.group(group) == null ? 0 : Integer.parseInt(version.group(group));
    }
}
