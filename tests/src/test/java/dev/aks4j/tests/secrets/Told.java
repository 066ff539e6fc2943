package dev.aks4j.tests.secrets;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Says on standard output everything that a program can be told. */
final class Told {

    static final String SCENARIO = "==== ";

    private Told() {}

    static void scenario(String name) {
        System.out.println(SCENARIO + name);
    }

    static void value(String name, Object value) {
        System.out.println(name + ": " + value);
    }

    /** Says a failure as logs do, and each of its causes and suppressed failures by itself. */
    static void failure(String name, Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        System.out.println(name + " failed: " + text);
        each(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void each(Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return;
        }
        System.out.println("  " + failure + " | " + failure.getMessage() + " | " + failure.getLocalizedMessage());
        if (failure instanceof dev.aks4j.core.arm.ArmException answered) {
            System.out.println("  " + answered.error());
        }
        each(failure.getCause(), seen);
        Arrays.stream(failure.getSuppressed()).forEach(each -> each(each, seen));
    }

    /** Returns a listener of any sort that says every call with its arguments. */
    static <T> T listener(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() != Object.class) {
                        System.out.println("listener " + method.getName() + Arrays.toString(arguments));
                        return null;
                    }
                    return method.getName().equals("equals")
                            ? proxy == arguments[0]
                            : (Object) method.getName().hashCode();
                }));
    }

    interface Doing {
        Object done() throws Exception;
    }

    /** Does something and says what comes of it, good or bad. */
    static void attempt(String name, Doing doing) {
        try {
            value(name, doing.done());
        } catch (Throwable failure) {
            failure(name, failure);
        }
    }
}
