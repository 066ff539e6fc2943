package dev.aks4j.core.internal.cluster.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far one name is from another. */
final class Spelling {

    private Spelling() {}

    /** Returns the last name of a place, in lower case. */
    static String last(String place) {
        return place.substring(place.lastIndexOf('/') + 1).replace("[]", "").toLowerCase(Locale.ROOT);
    }

    static String parent(String place) {
        return place.substring(0, Math.max(0, place.lastIndexOf('/')));
    }

    static List<String> segments(String place) {
        return Arrays.asList(place.toLowerCase(Locale.ROOT).split("/"));
    }

    /** Returns whether one of two names, neither of them short, is a part of the other. */
    static boolean isPart(String one, String other) {
        return Math.min(one.length(), other.length()) > 3 && (one.contains(other) || other.contains(one));
    }

    /** Returns how many names of either list have no like in the other. */
    static int strangers(List<String> some, List<String> others) {
        return (int) (missing(some, others) + missing(others, some));
    }

    private static long missing(List<String> from, List<String> in) {
        return from.stream()
                .filter(name -> in.stream().noneMatch(other -> distance(name, other) * 3 <= Math.max(name.length(), 1)))
                .count();
    }

    /** Returns how many letters have to be put in, taken out, exchanged or swapped with their neighbour. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                cost[i][j] =
                        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
