using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AzrActors.Municipality;

/// <summary>Statements with named parameters. Within an open transaction they belong to it.</summary>
internal static class SqlCommands
{
    public static int Execute(
        this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The single value of a query that always has one.</summary>
    public static T Scalar<T>(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql, []);
        return (T)Convert.ChangeType(command.ExecuteScalar()!, typeof(T), CultureInfo.InvariantCulture);
    }

    public static IReadOnlyList<T> Query<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> map,
        params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }

    private static SqliteCommand Prepare(
        this SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        // CreateCommand takes over the transaction that is open on the connection.
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
