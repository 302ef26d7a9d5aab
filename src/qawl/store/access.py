"""Who may use a ledger's workbench, as the ledger keeps it: users, sessions, tokens, and attempts to log in.

What a password must be, how keys are made and when a session is over is decided elsewhere (``qawl.auth``); here
stands what several processes have to agree on. Keys come in as their SHA-256 and are never seen.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from qawl import clock
from qawl.errors import UsageError
from qawl.model.access import ApiToken, Role, Session, User
from qawl.model.ids import hash_id
from qawl.store import access_tables as t
from qawl.store.engine import reading_from, writing_to
from qawl.store.part import LedgerPart


class AccessRecords(LedgerPart):
    """The part of a ledger that knows who may use its workbench."""

    # --- users ------------------------------------------------------------------------------------

    def add_user(self, user: User) -> None:
        """Add a user.

        Raises:
            UsageError: somebody has this name, or one that looks the same.
        """
        with writing_to(self._engine) as connection:
            if _find_user(connection, user.name) is not None:
                raise UsageError(f"{user.name}: there is a user of this name. `qawl user list` shows all.")
            connection.execute(
                insert(t.web_user).values(
                    id=_user_id(user.name),
                    key=user_key(user.name),
                    name=user.name,
                    role=user.role.value,
                    password_hash=user.password_hash,
                    is_disabled=user.is_disabled,
                    created_at=user.created_at,
                    password_changed_at=user.password_changed_at,
                )
            )

    def user(self, name: str) -> User | None:
        """The user of this name in any letter case, None when there is none."""
        with reading_from(self._engine) as connection:
            return _find_user(connection, name)

    def users(self) -> list[User]:
        """All users in order of name."""
        with reading_from(self._engine) as connection:
            rows = connection.execute(select(t.web_user).order_by(t.web_user.c.key)).all()
        return [_user(row) for row in rows]

    def change_user(
        self, name: str, *, role: Role | None = None, is_disabled: bool | None = None, password_hash: str | None = None
    ) -> User:
        """Change a user. A new password, another role and disabling each end all the user's sessions.

        Raises:
            UsageError: there is no such user.
        """
        values: dict[str, Any] = {}
        if role is not None:
            values["role"] = role.value
        if is_disabled is not None:
            values["is_disabled"] = is_disabled
        if password_hash is not None:
            values |= {"password_hash": password_hash, "password_changed_at": clock.now()}
        with writing_to(self._engine) as connection:
            found = _find_user(connection, name)
            if found is None:
                raise UsageError(f"{name}: there is no such user. `qawl user list` shows all.")
            if values:
                connection.execute(update(t.web_user).where(t.web_user.c.id == _user_id(name)).values(**values))
                connection.execute(delete(t.web_session).where(t.web_session.c.user_id == _user_id(name)))
            changed = _find_user(connection, name)
        assert changed is not None
        return changed

    def renew_password_hash(self, name: str, *, old: str, new: str) -> None:
        """Keep the same password by newer parameters, unless it was changed meanwhile; sessions go on."""
        same = t.web_user.c.id == _user_id(name), t.web_user.c.password_hash == old
        with writing_to(self._engine) as connection:
            connection.execute(update(t.web_user).where(*same).values(password_hash=new))

    # --- sessions ---------------------------------------------------------------------------------

    def open_session(self, name: str, key_sha256: str, *, forget_before: datetime, password_hash: str) -> bool:
        """Begin a session of a user; those that nobody has used since ``forget_before`` are cleared away.

        False, and nothing is kept, where the user was disabled, or given another password, since it was checked.
        """
        now = clock.now()
        with writing_to(self._engine) as connection:
            connection.execute(delete(t.web_session).where(t.web_session.c.seen_at < forget_before))
            found = _find_user(connection, name)
            if found is None or found.is_disabled or found.password_hash != password_hash:
                return False
            row = {"key_sha256": key_sha256, "user_id": _user_id(name), "created_at": now, "seen_at": now}
            connection.execute(insert(t.web_session).values(**row))
        return True

    def session(self, key_sha256: str) -> Session | None:
        """The session with this key, however old, unless its user is disabled."""
        query = _with_user(select(t.web_session), t.web_session.c.user_id)
        query = query.where(t.web_session.c.key_sha256 == key_sha256, t.web_user.c.is_disabled.is_(False))
        with reading_from(self._engine) as connection:
            row = connection.execute(query).first()
        return None if row is None else Session(_joined_user(row), row.created_at, row.seen_at)

    def touch_session(self, key_sha256: str) -> None:
        """Note that a session is in use."""
        with writing_to(self._engine) as connection:
            mine = t.web_session.c.key_sha256 == key_sha256
            connection.execute(update(t.web_session).where(mine).values(seen_at=clock.now()))

    def end_session(self, key_sha256: str) -> None:
        """End one session."""
        with writing_to(self._engine) as connection:
            connection.execute(delete(t.web_session).where(t.web_session.c.key_sha256 == key_sha256))

    def end_sessions(self, name: str) -> int:
        """End all sessions of a user; says how many there were."""
        with writing_to(self._engine) as connection:
            mine = t.web_session.c.user_id == _user_id(name)
            return connection.execute(delete(t.web_session).where(mine)).rowcount

    # --- tokens -----------------------------------------------------------------------------------

    def add_token(
        self, user: str, key_sha256: str, *, name: str, role: Role, expires_at: datetime | None = None
    ) -> int:
        """Keep a token of a user; says its number.

        Raises:
            UsageError: there is no such user.
        """
        with writing_to(self._engine) as connection:
            if _find_user(connection, user) is None:
                raise UsageError(f"{user}: there is no such user. `qawl user list` shows all.")
            row = {
                "key_sha256": key_sha256,
                "user_id": _user_id(user),
                "name": name,
                "role": role.value,
                "created_at": clock.now(),
                "expires_at": expires_at,
            }
            made = connection.execute(insert(t.api_token).values(**row)).inserted_primary_key
        assert made is not None
        return int(made[0])

    def token(self, key_sha256: str) -> ApiToken | None:
        """The token with this key, unless it was revoked or its user is disabled; it may have expired."""
        with reading_from(self._engine) as connection:
            query = _tokens().where(t.api_token.c.key_sha256 == key_sha256, t.api_token.c.revoked_at.is_(None))
            row = connection.execute(query.where(t.web_user.c.is_disabled.is_(False))).first()
        return None if row is None else _token(row)

    def tokens(self, user: str = "") -> list[ApiToken]:
        """All tokens, or those of a user, in order of number; revoked ones too."""
        query = _tokens()
        if user:
            query = query.where(t.api_token.c.user_id == _user_id(user))
        with reading_from(self._engine) as connection:
            return [_token(row) for row in connection.execute(query.order_by(t.api_token.c.id)).all()]

    def touch_token(self, number: int) -> None:
        """Note that a token is in use."""
        with writing_to(self._engine) as connection:
            connection.execute(update(t.api_token).where(t.api_token.c.id == number).values(used_at=clock.now()))

    def revoke_token(self, number: int) -> ApiToken:
        """Let a token be refused from now on; revoking it again changes nothing.

        Raises:
            UsageError: there is none with this number.
        """
        with writing_to(self._engine) as connection:
            mine = t.api_token.c.id == number
            standing = mine, t.api_token.c.revoked_at.is_(None)
            connection.execute(update(t.api_token).where(*standing).values(revoked_at=clock.now()))
            row = connection.execute(_tokens().where(mine)).first()
        if row is None:
            raise UsageError(f"{number}: there is no such token. `qawl user tokens` shows all.")
        return _token(row)

    # --- attempts to log in -----------------------------------------------------------------------

    def admit_attempt(self, limits: Mapping[str, int], *, within: timedelta) -> datetime | None:
        """Count an attempt to log in before it is made, under each of the keys, so that no two can slip through.

        Returns:
            None when it may be made; else the time from which on one may be, and nothing is counted.
        """
        since = clock.now() - within
        with reading_from(self._engine) as connection:  # who is over the limit does not take the write lock
            wait = _wait(connection, limits, since)
        if wait is None:
            with writing_to(self._engine) as connection:
                connection.execute(delete(t.login_attempt).where(t.login_attempt.c.at < since))
                wait = _wait(connection, limits, since)
                if wait is None:
                    rows = [{"key": key, "at": clock.now()} for key in limits]
                    connection.execute(insert(t.login_attempt), rows)
        return None if wait is None else wait + within

    def forgive_attempts(self, *, all_of: Iterable[str] = (), latest_of: Iterable[str] = ()) -> None:
        """Somebody has logged in: forget all failures under some keys, and only this attempt under others."""
        attempt = t.login_attempt.c
        with writing_to(self._engine) as connection:
            connection.execute(delete(t.login_attempt).where(attempt.key.in_(list(all_of))))
            for key in latest_of:
                latest = select(func.max(attempt.id)).where(attempt.key == key).scalar_subquery()
                connection.execute(delete(t.login_attempt).where(attempt.id == latest))


def user_key(name: str) -> str:
    """What a name is found by: letter case and compatible letters make no difference."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _user_id(name: str) -> str:
    return hash_id("u", user_key(name))


def _find_user(connection: Connection, name: str) -> User | None:
    row = connection.execute(select(t.web_user).where(t.web_user.c.id == _user_id(name))).first()
    return None if row is None else _user(row)


def _user(row: Any) -> User:
    return User(
        row.name, Role(row.role), row.created_at, row.password_changed_at, bool(row.is_disabled), row.password_hash
    )


def _with_user(query: Select[Any], owner: Any) -> Select[Any]:
    user = t.web_user.c
    named = (user.name, user.role, user.created_at, user.password_changed_at, user.is_disabled, user.password_hash)
    labelled = query.add_columns(*(column.label(f"user_{column.name}") for column in named))
    return labelled.join(t.web_user, user.id == owner)


def _joined_user(row: Any) -> User:
    return User(
        row.user_name,
        Role(row.user_role),
        row.user_created_at,
        row.user_password_changed_at,
        bool(row.user_is_disabled),
        row.user_password_hash,
    )


def _tokens() -> Select[Any]:
    return _with_user(select(t.api_token), t.api_token.c.user_id)


def _token(row: Any) -> ApiToken:
    return ApiToken(
        id=row.id,
        user=_joined_user(row),
        name=row.name,
        role=Role(row.role),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        used_at=row.used_at,
    )


def _wait(connection: Connection, limits: Mapping[str, int], since: datetime) -> datetime | None:
    """The latest of the attempts that have to grow old before another may be made."""
    attempt = t.login_attempt.c
    waits = []
    for key, limit in limits.items():
        query = select(attempt.at).where(attempt.key == key, attempt.at >= since).order_by(attempt.at.desc())
        blocking = connection.execute(query.offset(max(limit, 1) - 1).limit(1)).scalar()
        if blocking is not None:
            waits.append(blocking)
    return max(waits, default=None)
