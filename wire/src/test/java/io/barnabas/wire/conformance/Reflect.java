// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reflection for tests: accessors by the names of the schema, failures of the called code passed on as they are. */
final class Reflect {

    private static final Map<String, Method> METHODS = new ConcurrentHashMap<>();

    private Reflect() {}

    /** A new object of the class. */
    static Object create(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " cannot be made", e);
        }
    }

    /** The class nested in the outermost class around {@code inner}. */
    static Class<?> nested(Class<?> inner, String name) {
        Class<?> outer = inner;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        try {
            return Class.forName(outer.getName() + "$" + name, true, outer.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(outer + " has no " + name, e);
        }
    }

    /** The value of a field by its name in Java. */
    static @Nullable Object get(Object target, String field) {
        return invoke(method(target.getClass(), field, 0), target);
    }

    /** Sets a field by its name in the schema. */
    static void set(Object target, String field, @Nullable Object value) {
        invoke(setter(target.getClass(), field), target, value);
    }

    /** The setter of a field by its name in the schema. */
    static Method setter(Class<?> type, String field) {
        return method(type, "set" + Character.toUpperCase(field.charAt(0)) + field.substring(1), 1);
    }

    private static Method method(Class<?> type, String name, int parameters) {
        return METHODS.computeIfAbsent(type.hashCode() + type.getName() + "." + name + "/" + parameters, key -> {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == parameters) {
                    return method;
                }
            }
            throw new AssertionError(type + " has no " + name + " with " + parameters + " parameters");
        });
    }

    private static @Nullable Object invoke(Method method, Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(method + " failed", e);
        } catch (IllegalAccessException e) {
            throw new LinkageError(method + " cannot be called", e);
        }
    }
}
