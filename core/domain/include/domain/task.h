#pragma once

#include <domain/result.h>

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <memory>
#include <type_traits>
#include <utility>

namespace peraku::domain {

/** How every operation of the program is handed around: it ends on success, error, cancel or destruction of
 * its context. */
template <typename T> using Async = QFuture<Result<T>>;

/** A future that is finished already. */
template <typename T> Async<T> ready(Result<T> value)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}
template <typename T> Async<T> readyError(Error error)
{
    return ready<T>(Result<T>(tl::unexpected<Error>(std::move(error))));
}

namespace detail {
template <typename T> struct AsyncValue;
template <typename T> struct AsyncValue<QFuture<tl::expected<T, Error>>> {
    using type = T;
};
template <typename R> struct Unwrapped; // what a continuation's return type carries
template <typename T> struct Unwrapped<tl::expected<T, Error>> {
    using type = T;
};
template <typename T> struct Unwrapped<QFuture<tl::expected<T, Error>>> {
    using type = T;
};
template <typename R> inline constexpr bool isFuture = false;
template <typename T> inline constexpr bool isFuture<QFuture<T>> = true;
} // namespace detail

/** Runs `handler(Result<T>)` in the thread of `context` once `future` ends; never if `context` is gone by
 * then. */
template <typename T, typename Handler> void onFinished(Async<T> future, QObject* context, Handler handler)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context, [watcher, handler = std::move(handler)]() mutable {
            watcher->deleteLater();
            auto finished = watcher->future();
            // A future that was cancelled after it had ended still counts its result, but gives it no more.
            if (finished.isValid() && finished.resultCount() > 0)
                handler(finished.takeResult());
            else
                handler(Result<T>(fail(ErrorCode::Cancelled)));
        });
    watcher->setFuture(future);
}

/**
 * Continues `future` with `step(Result<T>)` in the thread of `context`; `step` returns Result<U> or Async<U>.
 * If `context` dies first the returned future ends with Cancelled; cancelling the returned future cancels
 * `future`.
 */
template <typename T, typename Step> auto then(Async<T> future, QObject* context, Step step)
{
    using Returned = std::invoke_result_t<Step, Result<T>>;
    using U = typename detail::Unwrapped<Returned>::type;

    struct State : QObject {
        QPromise<Result<U>> promise;
        bool ended = false;
        explicit State(QObject* parent)
            : QObject(parent)
        {
            promise.start();
        }
        ~State() override { end(Result<U>(fail(ErrorCode::Cancelled))); }
        void end(Result<U> value)
        {
            if (ended)
                return;
            ended = true;
            promise.addResult(std::move(value));
            promise.finish();
        }
    };

    auto* state = new State(context);
    auto result = state->promise.future();
    auto* cancelWatcher = new QFutureWatcher<Result<U>>(state);
    QObject::connect(
        cancelWatcher, &QFutureWatcherBase::canceled, state, [future]() mutable { future.cancel(); });
    cancelWatcher->setFuture(result);
    onFinished<T>(future, state, [state, cancelWatcher, step = std::move(step)](Result<T> value) mutable {
        if constexpr (detail::isFuture<Returned>) {
            auto inner = step(std::move(value));
            QObject::connect(
                cancelWatcher, &QFutureWatcherBase::canceled, state, [inner]() mutable { inner.cancel(); });
            if (state->promise.isCanceled())
                inner.cancel();
            onFinished<U>(inner, state, [state](Result<U> ended) {
                state->end(std::move(ended));
                state->deleteLater();
            });
        } else {
            state->end(step(std::move(value)));
            state->deleteLater();
        }
    });
    return result;
}

/** As then(), but only for success; an error passes through untouched. */
template <typename T, typename Step> auto andThen(Async<T> future, QObject* context, Step step)
{
    using Returned = std::invoke_result_t<Step, T>;
    using U = typename detail::Unwrapped<Returned>::type;
    if constexpr (detail::isFuture<Returned>) {
        return then<T>(future, context, [step = std::move(step)](Result<T> value) mutable -> Async<U> {
            if (!value)
                return readyError<U>(value.error());
            return step(std::move(*value));
        });
    } else {
        return then<T>(future, context, [step = std::move(step)](Result<T> value) mutable -> Result<U> {
            if (!value)
                return fail(value.error());
            return step(std::move(*value));
        });
    }
}

} // namespace peraku::domain
