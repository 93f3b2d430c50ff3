// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.mockito.Mockito;

/** An object of Kafka's of which only some methods are known: those that the public class behind it has too. */
final class Stub {
    private Stub() {}

    /** All other methods are {@link OutOfReach}. */
    static <T> T of(Class<T> type, Object known) {
        if (!type.isInterface()) {
            return Mockito.mock(type, call -> answer(known, call.getMethod(), call.getArguments()));
        }
        return type.cast(Proxy.newProxyInstance(
                Stub.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(known, method, arguments == null ? new Object[0] : arguments)));
    }

    private static Object answer(Object known, Method method, Object[] arguments) throws Throwable {
        Method found;
        try {
            found = known.getClass().getMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            throw new OutOfReach(method.getName());
        }
        try {
            return found.invoke(known, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
