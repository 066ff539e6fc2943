package dev.aks4j.core.auth;

import java.util.List;

/** Takes secrets out of the failures of the libraries below. */
final class Secrets {

    private static final String GONE = "(secret removed)";

    private Secrets() {}

    /** Returns the failure itself if it holds none of the secrets, otherwise a copy of its texts without them. */
    static Throwable without(List<String> secrets, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (holds(secrets, String.valueOf(t.getMessage()))) {
                return copy(secrets, failure);
            }
        }
        return failure;
    }

    private static Throwable copy(List<String> secrets, Throwable failure) {
        if (failure == null) {
            return null;
        }
        String text = String.valueOf(failure.getMessage());
        for (String secret : secrets) {
            text = secret.isEmpty() ? text : text.replace(secret, GONE);
        }
        Throwable copy = new RuntimeException(text, copy(secrets, failure.getCause()));
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }

    private static boolean holds(List<String> secrets, String text) {
        return secrets.stream().anyMatch(secret -> !secret.isEmpty() && text.contains(secret));
    }
}
